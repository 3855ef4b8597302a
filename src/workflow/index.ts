/** The language of workflow files: pure, so that server, worker, `runbook validate` and tests share it. */
export { CallError, callInputs, callOutputs } from './calls/index.ts';
export { githubContext, type GithubFacts } from './contexts/github.ts';
export {
  evaluate,
  evaluateBoolean,
  evaluateCondition,
  evaluateEnvironment,
  evaluateNumber,
  ExpressionError,
  interpolate,
  interpolateJson,
  isTrue,
  textOf,
  type Scope,
  type Status,
} from './expressions/index.ts';
export { fixFile, type Checked, type Fix, type FixedFile } from './fixes/index.ts';
export { expandLegs, MAX_LEGS } from './matrix/expand.ts';
export { checkFile, inspectFile } from './check-file.ts';
export { jobName } from './naming/job-name.ts';
export { runsOnLabels } from './naming/labels.ts';
export { logFolder, stepFile } from './naming/log-names.ts';
export { runName } from './naming/run-name.ts';
export { firstLine, hasName, nameAsWritten, stepNumber } from './naming/step-name.ts';
export { missingLabels, servesLabels } from './naming/serves-labels.ts';
export { nearMiss } from './near-miss.ts';
export { type OutlinedJob, type OutlinedStep, workflowOutline } from './outline/workflow-outline.ts';
export { findNotExecuted, parseWorkflow, type ParsedWorkflow, prepareCallees } from './parse.ts';
export { evaluateRetry } from './retry/evaluate-retry.ts';
export { type FailedTry, nextTryDelay } from './retry/next-try.ts';
export { EVENT_NAMES, warmUpValidation } from './structure/index.ts';
export {
  calledWorkflowPath,
  createMemoryReader,
  loadProject,
  localActionFolder,
  localReferences,
  type LocalReference,
  Project,
  type ProjectFile,
  type ProjectPlace,
  type ProjectReader,
} from './project/index.ts';
export { dispatchForm } from './triggers/dispatch-form.ts';
export { checkDispatchInputs, inputsAsText } from './triggers/dispatch-inputs.ts';
export type { Match } from './triggers/answer.ts';
export { type EventRef, type KnownRefs, refOfEvent } from './triggers/event-ref.ts';
export { filtersNeedPaths, matchListening, matchTrigger } from './triggers/match.ts';
export { isTag, shortRef } from './triggers/names.ts';
export { commitAt, objectAt, textAt } from './triggers/payload.ts';
export { asksToSkip } from './triggers/skip.ts';
