/** What the schema has against a file, one problem for each mistake, at its place and in words. */
import type { Json } from '../../events/json.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import { withoutConsequences } from './consequences.ts';
import { locate } from './json-pointer.ts';
import { nameOf, type Mistake } from './mistake.ts';
import type { SchemaError } from './schema-errors.ts';
import type { FileKind, Schema } from './schemas.ts';
import { isTolerated } from './tolerated.ts';
import { unknownKey } from './unknown-key.ts';
import { titleOf } from './words.ts';
import { badId, wrongType, wrongValue } from './wrong-value.ts';

/** The most problems that one file is told of. */
export const MAX_PROBLEMS = 100;

/** Turns what a schema has against a file of this kind into problems. */
export function structureProblems(
  document: SourceDocument,
  errors: readonly SchemaError[],
  kind: FileKind = 'workflow',
): UnplacedProblem[] {
  const mistakes = new Map<string, Mistake>();
  for (const error of errors) {
    if (mistakes.size >= MAX_PROBLEMS) break;
    const mistake = mistakeOf(error, document.json);
    if (mistake === null) continue;
    const identity = `${JSON.stringify(mistake.path)} ${mistake.rule} ${mistake.rule === 'missing-key' ? mistake.message : ''}`;
    if (!mistakes.has(identity)) mistakes.set(identity, mistake);
  }
  return withoutConsequences([...mistakes.values()]).map((mistake) => {
    const { rule, path, at, message, correction } = mistake;
    const severity = isTolerated(mistake, kind) ? 'warning' : 'error';
    const finding = { severity, rule, message, correction } as const;
    if (at === 'key') return document.atKey(path, finding);
    const isOfWholeValue = rule === 'wrong-type' || rule === 'wrong-value';
    return { ...document.atValue(path, finding), isOfWholeValue };
  });
}

/** Null for an error that only says that another one was found, or that is told as a matter of meaning. */
function mistakeOf({ keyword, params, instancePath, schema }: SchemaError, root: Json): Mistake | null {
  const { path, value } = locate(instancePath, root);
  switch (keyword) {
    case 'if':
      return null;
    case 'not':
      // Filters that exclude each other are a matter of meaning.
      return titleOf(schema) === '`concurrency`' ? queueAndCancel(path) : null;
    case 'propertyNames': {
      const name = String(params['propertyName']);
      return badId([...path, name], name, 'key');
    }
    case 'additionalProperties':
      return unknownKey(path, value, String(params['additionalProperty']), schema);
    case 'required':
      return missingKey(path, String(params['missingProperty']), schema);
    case 'enum':
      return wrongValue(path, value, schema);
    case 'pattern':
    case 'maxLength':
      // A key's own mistake is told by `propertyNames`; its error here has the map as its value.
      if (typeof value !== 'string') return null;
      return titleOf(schema)?.startsWith('an id') === true
        ? badId(path, value, 'value')
        : wrongType(path, value, schema);
    case 'minItems':
    case 'minLength':
    case 'minProperties':
      return { rule: 'empty-value', path, at: 'value', message: `${nameOf(path)} must not be empty.` };
    default:
      return wrongType(path, value, schema);
  }
}

function queueAndCancel(path: Path): Mistake {
  const message =
    '`queue: max` keeps what waits and `cancel-in-progress: true` does not; leave one of them out.';
  return { rule: 'wrong-value', path: [...path, 'queue'], at: 'value', message };
}

function missingKey(path: Path, key: string, schema: Schema): Mistake {
  const title = titleOf(schema);
  const owner = path.length === 0 ? `The ${title?.replace(/^an? /, '') ?? 'file'}` : nameOf(path);
  const isPlain =
    title === null || path.length === 0 || title.startsWith('`') || title.includes(`\`${key}\``);
  const need = isPlain ? '' : `; ${title} needs it`;
  return { rule: 'missing-key', path, at: 'key', message: `${owner} has no \`${key}\`${need}.`, key };
}
