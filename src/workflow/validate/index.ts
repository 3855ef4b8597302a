/** What a file means, beyond its structure: one rule a file, each tolerant of what the others find. */
import type { JsonObject } from '../../events/json.ts';
import type { Callees } from '../callees/index.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import type { SourceDocument } from '../source/document.ts';
import { actionInputs } from './action-inputs.ts';
import { actionName } from './action-name.ts';
import { availability } from './availability.ts';
import { callInputs } from './call-inputs.ts';
import { calledWorkflows } from './called-workflows.ts';
import { conditions } from './conditions.ts';
import { cron } from './cron.ts';
import { events } from './events.ts';
import { expressions } from './expressions.ts';
import { filters } from './filters.ts';
import { ids } from './ids.ts';
import { inputs } from './inputs.ts';
import { localActions, localActionsOfAction } from './local-actions.ts';
import { matrixSize } from './matrix-size.ts';
import { needs } from './needs.ts';
import { notExecuted } from './not-executed.ts';
import { findOccurrences } from './occurrences.ts';
import { jobsOf, type Rule } from './rule.ts';
import { scriptInjection } from './script-injection.ts';
import { stepKind } from './step-kind.ts';
import { token } from './token.ts';

export { NOT_EXECUTED } from './not-executed.ts';

const RULES: readonly Rule[] = [
  actionInputs,
  actionName,
  availability,
  callInputs,
  calledWorkflows,
  conditions,
  cron,
  events,
  expressions,
  filters,
  ids,
  inputs,
  localActions,
  matrixSize,
  needs,
  notExecuted,
  scriptInjection,
  stepKind,
  token,
];

/** The rules that look at steps and expressions alone, and hold in an action too. */
export const STEP_RULES: readonly Rule[] = [
  actionInputs,
  actionName,
  availability,
  conditions,
  ids,
  localActionsOfAction,
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
