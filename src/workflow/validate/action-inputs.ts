import { isJsonObject, type JsonObject } from '../../events/json.ts';
import type { ActionDeclaration } from '../callees/index.ts';
import { hasExpression } from '../expressions/index.ts';
import { localActionFolder } from '../project/index.ts';
import type { SourceDocument } from '../source/document.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import { isEnough, listOfNames, missingNames, undeclaredNames } from './declared-names.ts';
import { quoted } from '../quoted.ts';
import { everyStep, type StepNode, warning, type Rule } from './rule.ts';

/** The most of a `deprecationMessage` that is told, in UTF-16 units. */
const MAX_DEPRECATION = 300;

/** What every action in a container takes without declaring it. */
const OF_CONTAINERS = ['args', 'entrypoint'];

/**
 * `with` of a step that uses a local action, against the inputs that the action declares. GitHub runs the step
 * whatever is wrong with them, so that all of it are warnings.
 */
export const actionInputs: Rule = ({ document, jobs, callees }) => {
  const problems: UnplacedProblem[] = [];
  if (callees === null) return problems;
  for (const node of jobs.flatMap(everyStep)) {
    const { uses, with: given = {} } = node.step;
    const folder = typeof uses === 'string' ? localActionFolder(uses) : null;
    const lookup = folder === null ? null : callees.action(folder);
    if (typeof uses !== 'string' || lookup?.kind !== 'found') continue;
    // An expression, or something that the schema says is wrong.
    if (!isJsonObject(given) || Object.keys(given).some(hasExpression)) continue;
    problems.push(...stepProblems(document, node, { uses, given, declaration: lookup.declaration }));
    if (isEnough(problems)) break;
  }
  return problems;
};

function stepProblems(
  document: SourceDocument,
  { path }: StepNode,
  use: { readonly uses: string; readonly given: JsonObject; readonly declaration: ActionDeclaration },
): UnplacedProblem[] {
  const { inputs, mandatory, using } = use.declaration;
  const action = quoted(use.uses);
  const names = Object.keys(use.given).filter(
    (name) => using !== 'docker' || !OF_CONTAINERS.includes(name.toLowerCase()),
  );
  const problems = undeclaredNames(names, inputs).map(({ name, hint, correction }) => {
    const message = `${quoted(name)} is not an input of ${action}${hint}`;
    return document.atKey([...path, 'with', name], warning('unknown-input', message, correction));
  });
  for (const name of names) {
    const deprecation = inputs.get(name.toLowerCase())?.deprecation ?? null;
    if (deprecation === null) continue;
    const message = `The input ${quoted(name)} of ${action} is deprecated: ${sentence(deprecation)}`;
    problems.push(document.atKey([...path, 'with', name], warning('deprecated-input', message)));
  }
  const missing = missingNames(
    mandatory.map(({ name }) => name),
    names,
  );
  if (missing.length > 0) {
    const message = `${action} requires ${listOfNames(missing)}, which \`with\` does not give; the step runs all the same, with an empty text.`;
    problems.push(document.atValue([...path, 'uses'], warning('missing-input', message)));
  }
  return problems;
}

/** The words of the action's author, as they may end the message. */
function sentence(text: string): string {
  const trimmed = text.trim().replace(/\s+/g, ' ').slice(0, MAX_DEPRECATION);
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
