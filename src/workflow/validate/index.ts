/** What a file means, beyond its structure: one rule a file, each tolerant of what the others find. */
import type { JsonObject } from '../../events/json.ts';
import type { Callees } from '../callees/index.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import type { SourceDocument } from '../source/document.ts';
import { actionInputs } from './action-inputs.ts';
import { actionName } from './action-name.ts';
import { availability } from './availability.ts';
import { backgroundSteps } from './background-steps.ts';
import { callArguments } from './call-arguments.ts';
import { callableInputs } from './callable-inputs.ts';
import { calledWorkflowName } from './called-workflow-name.ts';
import { calledWorkflows } from './called-workflows.ts';
import { concurrency } from './concurrency.ts';
import { conditions } from './conditions.ts';
import { containers } from './containers.ts';
import { cron } from './cron.ts';
import { deprecatedCommands } from './deprecated-commands.ts';
import { environmentNames } from './environment-names.ts';
import { events } from './events.ts';
import { expressions } from './expressions.ts';
import { filters } from './filters.ts';
import { ids } from './ids.ts';
import { inputs } from './inputs.ts';
import { knownActionInputs } from './known-action-inputs.ts';
import { localActions, localActionsOfAction } from './local-actions.ts';
import { matrixFilters } from './matrix-filters.ts';
import { matrixInclude } from './matrix-include.ts';
import { matrixSize } from './matrix-size.ts';
import { matrixValues } from './matrix-values.ts';
import { needs } from './needs.ts';
import { neverRuns } from './never-runs.ts';
import { notExecuted } from './not-executed.ts';
import { numberRanges } from './number-ranges.ts';
import { findOccurrences } from './occurrences.ts';
import { jobsOf, type Rule } from './rule.ts';
import { runsOn } from './runs-on.ts';
import { sameKeys } from './same-keys.ts';
import { scriptInjection } from './script-injection.ts';
import { shells } from './shells.ts';
import { snapshot } from './snapshot.ts';
import { stepKind } from './step-kind.ts';
import { timezone } from './timezone.ts';
import { token } from './token.ts';
import { versionNumbers } from './version-numbers.ts';

export { NOT_EXECUTED } from './not-executed.ts';

const RULES: readonly Rule[] = [
  actionInputs,
  actionName,
  availability,
  backgroundSteps,
  callArguments,
  callableInputs,
  calledWorkflowName,
  calledWorkflows,
  concurrency,
  conditions,
  containers,
  cron,
  deprecatedCommands,
  environmentNames,
  events,
  expressions,
  filters,
  ids,
  inputs,
  knownActionInputs,
  localActions,
  matrixFilters,
  matrixInclude,
  matrixSize,
  matrixValues,
  needs,
  neverRuns,
  notExecuted,
  numberRanges,
  runsOn,
  sameKeys,
  scriptInjection,
  shells,
  snapshot,
  stepKind,
  timezone,
  token,
  versionNumbers,
];

/** The rules that look at steps and expressions alone, and hold in an action too. */
export const STEP_RULES: readonly Rule[] = [
  actionInputs,
  actionName,
  availability,
  conditions,
  deprecatedCommands,
  environmentNames,
  ids,
  knownActionInputs,
  localActionsOfAction,
  sameKeys,
  scriptInjection,
  shells,
  versionNumbers,
];

/** Everything that the rules have against a file. */
export function meaningProblems(
  document: SourceDocument,
  root: JsonObject,
  callees: Callees | null,
): UnplacedProblem[] {
  const { occurrences, problems } = findOccurrences(document);
  const input = { document, root, jobs: jobsOf(root), occurrences, callees };
  return [...problems, ...RULES.flatMap((rule) => rule(input))];
}

/** What the named jobs, and the workflow around them, have that is not executed. */
export function notExecutedProblems(
  document: SourceDocument,
  root: JsonObject,
  jobs: ReadonlySet<string>,
): UnplacedProblem[] {
  return notExecuted({
    document,
    root,
    jobs: jobsOf(root).filter(({ id }) => jobs.has(id)),
    occurrences: [],
    callees: null,
  });
}
