/** What the schema has against a file, one problem for each mistake, at its place and in words. */
import { isJsonObject, type Json } from '../../events/json.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import { nearMiss } from '../near-miss.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import type { SchemaError } from './schema-errors.ts';
import type { FileKind } from './schemas.ts';
import { isTolerated } from './tolerated.ts';
import { expectation, kindOf, quotedList, titleOf } from './words.ts';

/** The most problems that one file is told of. */
export const MAX_PROBLEMS = 100;

/** The most allowed values that a message lists. */
const MAX_LISTED = 12;

/** One mistake, before it is placed. */
export interface Mistake {
  readonly rule: string;
  readonly path: Path;
  readonly at: 'key' | 'value';
  readonly message: string;
  /** The value, where it is not one of those that are allowed. */
  readonly written?: Json;
  /** The key or value that was most likely meant; null where none is near. */
  readonly meant?: string | null;
}

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
  const all = [...mistakes.values()];
  return all
    .filter((mistake) => !isConsequence(mistake, all))
    .map((mistake) => {
      const { rule, path, at, message } = mistake;
      const severity = kind === 'action' && isTolerated(mistake) ? 'warning' : 'error';
      const finding = { severity, rule, message } as const;
      return at === 'key' ? document.atKey(path, finding) : document.atValue(path, finding);
    });
}

/** A key that is missing because it is misspelt is one mistake, not two. */
function isConsequence(mistake: Mistake, all: readonly Mistake[]): boolean {
  if (mistake.rule !== 'missing-key') return false;
  return all.some(
    (other) =>
      other.rule === 'unknown-key' &&
      typeof other.meant === 'string' &&
      JSON.stringify(other.path.slice(0, -1)) === JSON.stringify(mistake.path) &&
      mistake.message.includes(`\`${other.meant}\``),
  );
}

/** Null for an error that only says that another one was found. */
function mistakeOf(error: SchemaError, root: Json): Mistake | null {
  const { path, value } = locate(error.instancePath, root);
  const { params: parameters } = error;
  switch (error.keyword) {
    case 'if':
      return null;
    case 'propertyNames': {
      const name = String(parameters['propertyName']);
      return badId([...path, name], name, 'key');
    }
    case 'additionalProperties':
      return unknownKey(path, String(parameters['additionalProperty']), error);
    case 'required':
      return missingKey(path, String(parameters['missingProperty']), error);
    case 'enum':
      return wrongValue(path, value, error);
    case 'pattern':
    case 'maxLength':
      // A key's own mistake is told by `propertyNames`; its error here has the map as its value.
      if (typeof value !== 'string') return null;
      return isIdSchema(error) ? badId(path, value, 'value') : wrongType(path, value, error);
    case 'minItems':
    case 'minLength':
    case 'minProperties':
      return { rule: 'empty-value', path, at: 'value', message: `${nameOf(path)} must not be empty.` };
    default:
      return wrongType(path, value, error);
  }
}

function isIdSchema(error: SchemaError): boolean {
  return titleOf(error.schema)?.startsWith('an id') === true;
}

function unknownKey(parent: Path, key: string, error: SchemaError): Mistake {
  const properties: unknown = error.schema['properties'];
  const known = isObject(properties) ? Object.keys(properties) : [];
  const title = titleOf(error.schema) ?? 'this map';
  const meant = nearMiss(key, known);
  const wrong = title === '`on`' ? `\`${key}\` is not an event` : `\`${key}\` is not a key of ${title}`;
  const listed = known.length > 0 && known.length <= MAX_LISTED ? `; it may have ${quotedList(known)}.` : '.';
  const message = `${wrong}${meant === null ? listed : `; did you mean \`${meant}\`?`}`;
  return { rule: 'unknown-key', path: [...parent, key], at: 'key', message, meant };
}

function missingKey(path: Path, key: string, error: SchemaError): Mistake {
  const title = titleOf(error.schema);
  const owner = path.length === 0 ? `The ${title?.replace(/^an? /, '') ?? 'file'}` : nameOf(path);
  const need = title === null || title.startsWith('`') || path.length === 0 ? '' : `; ${title} needs it`;
  return { rule: 'missing-key', path, at: 'key', message: `${owner} has no \`${key}\`${need}.` };
}

function wrongValue(path: Path, value: Json, error: SchemaError): Mistake {
  const allowed = allowedValues(error.schema['enum']);
  const title = titleOf(error.schema);
  const meant = typeof value === 'string' ? nearMiss(value, allowed) : null;
  const shown = typeof value === 'string' ? `\`${value}\`` : kindOf(value);
  const wrong = title === null ? `${nameOf(path)} cannot be ${shown}` : `${shown} is not ${title}`;
  const listed = allowed.length <= MAX_LISTED ? `; it must be ${quotedList(allowed, 'or')}.` : '.';
  const hint = meant === null ? listed : `; did you mean \`${meant}\`?`;
  return { rule: 'wrong-value', path, at: 'value', message: `${wrong}${hint}`, meant, written: value };
}

function wrongType(path: Path, value: Json, error: SchemaError): Mistake {
  const shown =
    typeof value === 'string' && value.length <= 40 && value !== '' ? `\`${value}\`` : kindOf(value);
  const message = `${nameOf(path)} must be ${expectation(error.schema)}, not ${shown}.`;
  return { rule: 'wrong-type', path, at: 'value', message };
}

function badId(path: Path, id: string, at: 'key' | 'value'): Mistake {
  const message = `\`${id}\` cannot be an id: it must begin with a letter or \`_\` and have only letters, digits, \`-\` and \`_\`, 100 at most.`;
  return { rule: 'bad-id', path, at, message };
}

function allowedValues(schema: unknown): string[] {
  return Array.isArray(schema) ? schema.map(String) : [];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** What to call a value: its key, or which item of which list it is. */
function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'The workflow';
  if (typeof last === 'string') return `\`${last}\``;
  const list = path.findLast((segment) => typeof segment === 'string');
  return `Item ${last + 1} of \`${list ?? ''}\``;
}

/** Follows a JSON pointer (RFC 6901). */
function locate(pointer: string, root: Json): { path: Path; value: Json } {
  const path: (string | number)[] = [];
  let value: Json = root;
  for (const segment of pointer.split('/').slice(1)) {
    const key = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isJsonObject(value)) {
      path.push(key);
      value = value[key] ?? null;
    } else if (Array.isArray(value)) {
      const items: readonly Json[] = value;
      path.push(Number(key));
      value = items[Number(key)] ?? null;
    }
  }
  return { path, value };
}
