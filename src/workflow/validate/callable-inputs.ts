import { isJsonObject, type JsonObject } from '../../events/json.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { expectedDefault } from './input-types.ts';
import { quoted } from '../quoted.ts';
import { error, warning, type Rule } from './rule.ts';

/** `on.workflow_call`: defaults of the right type and in use, secrets that a caller can give. */
export const callableInputs: Rule = ({ document, root }) => {
  const on = root['on'];
  const call = isJsonObject(on) ? on['workflow_call'] : undefined;
  if (!isJsonObject(call)) return [];
  const { inputs, secrets } = call;
  const path = ['on', 'workflow_call'];
  return [
    ...Object.entries(isJsonObject(inputs) ? inputs : {}).flatMap(([name, input]) =>
      isJsonObject(input) ? inputProblems(document, input, [...path, 'inputs', name], name) : [],
    ),
    ...Object.keys(isJsonObject(secrets) ? secrets : {})
      .filter((name) => name.toUpperCase() === 'GITHUB_TOKEN')
      .map((name) => {
        const message = `A secret of a call cannot be named ${quoted(name)}, which every run has already; choose another name.`;
        return document.atKey([...path, 'secrets', name], error('bad-id', message));
      }),
  ];
};

function inputProblems(
  document: SourceDocument,
  { type, default: fallback, required }: JsonObject,
  path: Path,
  name: string,
): UnplacedProblem[] {
  if (required === true && fallback !== undefined) {
    const message = `The default of the input ${quoted(name)} is never used, as every caller must give one; remove \`required\` or the default.`;
    return [document.atKey([...path, 'default'], warning('unused-default', message))];
  }
  const expected = expectedDefault(type, fallback, []);
  if (expected === null) return [];
  const message = `The default of the input ${quoted(name)} is not ${expected}.`;
  return [document.atValue([...path, 'default'], warning('bad-default', message))];
}
