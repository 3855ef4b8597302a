import {
  type CancelRequested,
  countOfId,
  partitionOfId,
  type RerunRequested,
  type RunCompleted,
} from '../../events/index.ts';
import { createRerun, joinGroup, leaveGroup, type PartitionState, runMember } from '../state/index.ts';
import { NO_RUN, NOT_NEXT, NOT_REGISTERED, type Refusal, REPEATED } from './refusal.ts';

/** Somebody wants a run to end: asked once, jobs whose `if` still holds go on; asked again, nothing does. */
export function applyCancelRequested(state: PartitionState, event: CancelRequested): Refusal {
  const run = state.runs.get(event.run);
  if (run === undefined || run.repository !== event.repository) return NO_RUN;
  if (run.cancel?.level === 'force') return REPEATED;
  run.cancel = {
    level: run.cancel === null ? 'cancel' : 'force',
    reason: `${event.actor} cancelled the run.`,
  };
  state.agenda.runs.add(run.id);
  return null;
}

/** A finished run runs again, as its next attempt. */
export function applyRerunRequested(state: PartitionState, event: RerunRequested): Refusal {
  const repository = state.repositories.get(event.repository);
  if (repository === undefined || repository.registration === null) return NOT_REGISTERED;
  if (state.runs.has(event.run)) return 'The run is still active.';
  if (partitionOfId(event.run) !== state.partition || countOfId(event.run) > state.count) return NO_RUN;
  if (event.runAttempt !== (repository.runAttempts.get(event.run) ?? 1) + 1) return NOT_NEXT;
  repository.runAttempts.set(event.run, event.runAttempt);
  const run = createRerun(event);
  state.runs.set(run.id, run);
  state.agenda.runs.add(run.id);
  if (run.facts.concurrency !== null) joinGroup(state, repository, run.facts.concurrency, runMember(run));
  return null;
}

/** A run is over and leaves the state. */
export function applyRunCompleted(state: PartitionState, event: RunCompleted): Refusal {
  const run = state.runs.get(event.run);
  if (run === undefined || run.repository !== event.repository) return NO_RUN;
  if (run.runAttempt !== event.runAttempt) return 'It is about another attempt of the run.';
  if (run.live > 0) return 'The run has job attempts that are not concluded.';
  state.runs.delete(run.id);
  state.agenda.runs.delete(run.id);
  const repository = state.repositories.get(run.repository);
  if (run.facts.concurrency !== null && repository !== undefined) {
    leaveGroup(state, repository, run.facts.concurrency, runMember(run));
  }
  return null;
}
