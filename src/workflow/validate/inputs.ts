import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import { textsOf } from '../definition/read.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { error, warning, type Rule } from './rule.ts';

/** The most inputs that a dispatch may have (GitHub docs, `workflow_dispatch`). */
const MAX_INPUTS = 25;

/** `on.workflow_dispatch.inputs`: options where a choice needs them, defaults of the right type. */
export const inputs: Rule = ({ document, root }) => {
  const on = root['on'];
  const dispatch = isJsonObject(on) ? on['workflow_dispatch'] : undefined;
  const declared = isJsonObject(dispatch) ? dispatch['inputs'] : undefined;
  if (!isJsonObject(declared)) return [];
  const path = ['on', 'workflow_dispatch', 'inputs'];
  const problems = Object.entries(declared).flatMap(([name, input]) =>
    isJsonObject(input) ? inputProblems(document, input, [...path, name], name) : [],
  );
  const count = Object.keys(declared).length;
  if (count > MAX_INPUTS) {
    const message = `A dispatch may have ${MAX_INPUTS} inputs; these are ${count}.`;
    problems.push(document.atKey(path, error('too-many-inputs', message)));
  }
  return problems;
};

function inputProblems(
  document: SourceDocument,
  input: JsonObject,
  path: Path,
  name: string,
): UnplacedProblem[] {
  const { type, options, default: fallback } = input;
  if (type === 'choice' && options === undefined) {
    return [
      document.atKey(
        path,
        error('missing-options', `The input \`${name}\` is a choice and has no \`options\`.`),
      ),
    ];
  }
  if (fallback === undefined || fallback === null) return [];
  const expected = expectationOf(type, fallback, textsOf(options));
  if (expected === null) return [];
  const message = `The default of the input \`${name}\` is not ${expected}.`;
  return [document.atValue([...path, 'default'], warning('bad-default', message))];
}

/** What the default should be; null where it is. */
function expectationOf(type: Json | undefined, fallback: Json, options: readonly string[]): string | null {
  const [text = ''] = textsOf(fallback);
  if (type === 'boolean') return text === 'true' || text === 'false' ? null : 'true or false';
  if (type === 'number') return text.trim() !== '' && Number.isFinite(Number(text)) ? null : 'a number';
  if (type === 'choice') return options.includes(text) ? null : 'one of its options';
  return null;
}
