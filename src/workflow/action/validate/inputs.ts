import type { JsonObject } from '../../../events/json.ts';
import { mapOf } from '../../definition/read.ts';
import type { Path, SourceDocument } from '../../source/document.ts';
import type { UnplacedProblem } from '../../source/source-text.ts';
import { quoted } from '../../quoted.ts';
import { warning } from '../../validate/rule.ts';
import { sameKeysOf } from '../../validate/same-keys.ts';
import type { ActionRule } from './action-rule.ts';

/** What GitHub's docs admit as the name of an input; its runner takes any. */
const NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Inputs that are one by case, have a strange name, or need not be given although they are required. */
export const inputs: ActionRule = ({ document, root }) => {
  const declared = mapOf(root['inputs']);
  return [
    ...sameKeysOf(document, declared, ['inputs']),
    ...Object.entries(declared).flatMap(([name, input]) =>
      inputProblems(document, ['inputs', name], name, mapOf(input)),
    ),
  ];
};

function inputProblems(
  document: SourceDocument,
  path: Path,
  name: string,
  input: JsonObject,
): UnplacedProblem[] {
  const problems: UnplacedProblem[] = [];
  if (!NAME.test(name)) {
    const message = `The input ${quoted(name)} should have letters, digits, \`-\` and \`_\` only, and begin with a letter or \`_\`; scripts read it from a variable of that name.`;
    problems.push(document.atKey(path, warning('bad-input-name', message)));
  }
  if (input['required'] === true && input['default'] !== undefined) {
    const message = `The input ${quoted(name)} is required and has a default, so that it need not be given; remove one of the two.`;
    problems.push(document.atKey([...path, 'required'], warning('required-with-default', message)));
  }
  return problems;
}
