import { type CallCompleted, callPrefix, type WorkflowCalled } from '../../events/index.ts';
import {
  calledBy,
  concludeAttempt,
  jobsOfFile,
  type LiveAttempt,
  openCall,
  type PartitionState,
} from '../state/index.ts';
import { findAttempt, isGroupOpen, join, replaceAttempt } from './attempt.ts';
import { introduce } from './introduce.ts';
import { GROUP_TAKEN, NO_ATTEMPT, NO_RUN, OTHER_STATE, type Refusal } from './refusal.ts';

/** A leg calls a workflow, whose jobs become jobs of the run: a new attempt, or one that waited. */
export function applyWorkflowCalled(state: PartitionState, event: WorkflowCalled): Refusal {
  const { concurrency, calledConcurrency } = event;
  const run = state.runs.get(event.run);
  const job = run?.jobs.get(event.key);
  if (run === undefined || job === undefined) return NO_RUN;
  if (calledBy(run, job) === undefined || job.definition.call?.path !== event.path)
    return 'The job does not call that file.';
  if (!isGroupOpen(state, event, concurrency) || !isGroupOpen(state, event, calledConcurrency))
    return GROUP_TAKEN;
  const terms = { status: 'called' as const, cause: null, concurrency, calledConcurrency };
  let found: LiveAttempt | string | null = findAttempt(state, event);
  if (found === null) {
    found = introduce(state, event, terms);
    if (typeof found === 'string') return found;
  } else {
    if (found.job !== job || found.leg.attempt.status !== 'waiting') return OTHER_STATE;
    replaceAttempt(found, terms);
  }
  join(state, found, concurrency);
  join(state, found, calledConcurrency);
  openCall(run, job, found.leg, event.inputs);
  state.agenda.runs.add(event.run);
  return null;
}

/** The jobs of a called workflow are over, and with them the call. */
export function applyCallCompleted(state: PartitionState, event: CallCompleted): Refusal {
  const found = findAttempt(state, event);
  if (found === null) return NO_ATTEMPT;
  const { run, job, leg } = found;
  if (leg.attempt.status !== 'called') return OTHER_STATE;
  const nested = jobsOfFile(run, callPrefix(job.key, leg.leg));
  if (nested.some(({ legs, concluded }) => legs.size > concluded))
    return 'It has nested jobs that are not concluded.';
  concludeAttempt(state, found, { conclusion: event.conclusion, outputs: event.outputs });
  return null;
}
