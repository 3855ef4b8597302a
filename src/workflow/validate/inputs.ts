import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import { textsOf } from '../definition/read.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { expectedDefault } from './input-types.ts';
import { quoted } from '../quoted.ts';
import { repeatedValues } from './repeated-value.ts';
import { error, warning, type Rule } from './rule.ts';
import { textsAt } from './texts-at.ts';

/** The most inputs that a dispatch may have (GitHub docs, `workflow_dispatch`). */
const MAX_INPUTS = 25;

/** The types of inputs that have no options. */
const OTHER_TYPES = new Set(['string', 'boolean', 'number', 'environment']);

/** `on.workflow_dispatch.inputs`: options where a choice needs them and only there, defaults of the right type. */
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
  const problems = optionProblems(document, input, path, name);
  if (type === 'choice' && options === undefined) return problems;
  const expected = expectedDefault(type, fallback, textsOf(options));
  if (expected !== null) {
    const message = `The default of the input ${quoted(name)} is not ${expected}.`;
    problems.push(document.atValue([...path, 'default'], warning('bad-default', message)));
  }
  return problems;
}

/** Whether it is known that it is no choice; a type that is none is the schema's mistake. */
function isOtherType(type: Json | undefined): boolean {
  return type === undefined || (typeof type === 'string' && OTHER_TYPES.has(type));
}

function optionProblems(
  document: SourceDocument,
  { type, options }: JsonObject,
  path: Path,
  name: string,
): UnplacedProblem[] {
  if (type === 'choice' && options === undefined) {
    const message = `The input ${quoted(name)} is a choice and has no \`options\`; list what can be chosen.`;
    return [document.atKey(path, error('missing-options', message))];
  }
  if (isOtherType(type) && options !== undefined) {
    const message = `Only a choice has \`options\`; write \`type: choice\`, or remove them.`;
    return [document.atKey([...path, 'options'], error('unwanted-options', message))];
  }
  const listed = textsAt(options, [...path, 'options']);
  return repeatedValues(
    document,
    listed.map(({ text, path: place }) => ({
      identity: text,
      shown: `The option ${quoted(text)}`,
      path: place,
    })),
    'remove one.',
  );
}
