import type {
  JobClaimed,
  JobCompleted,
  JobReturned,
  JobStarted,
  StepCompleted,
  StepStarted,
} from '../../events/index.ts';
import {
  deadlineOf,
  endAttempt,
  type LiveAttempt,
  orderStop,
  type PartitionState,
  voidAttempt,
  wakeAt,
} from '../state/index.ts';
import { LOST_WORKER, NO_ATTEMPT, OTHER_STATE, OTHER_WORKER, type Refusal, REPEATED } from './refusal.ts';

/** A worker would take the attempt. Claims are kept in log order: the first usable one wins. */
export function applyJobClaimed(state: PartitionState, event: JobClaimed): Refusal {
  if (state.lost.has(event.worker)) return LOST_WORKER;
  const found = find(state, event);
  if (found === null) return NO_ATTEMPT;
  const { attempt } = found.leg;
  if (attempt.status !== 'offered') return OTHER_STATE;
  if (attempt.claims.includes(event.worker)) return REPEATED;
  attempt.claims = [...attempt.claims, event.worker];
  state.agenda.claimed.add(attempt.job);
  return null;
}

/**
 * The worker prepares the attempt it was granted. A worker that says so of an attempt which is not its own is
 * told to let it go, for it waits for a confirmation that never comes.
 */
export function applyJobStarted(state: PartitionState, event: JobStarted, timestamp: number): Refusal {
  if (state.lost.has(event.worker)) return LOST_WORKER;
  const found = find(state, event);
  if (found === null || found.leg.attempt.worker !== event.worker) {
    orderStop(state, event.job, {
      run: event.run,
      repository: event.repository,
      worker: event.worker,
      reason: 'The job is over or with another worker.',
      conclusion: 'cancelled',
      at: state.now,
    });
    return found === null ? NO_ATTEMPT : OTHER_WORKER;
  }
  const { leg } = found;
  if (leg.attempt.status !== 'granted') return OTHER_STATE;
  leg.attempt.status = 'started';
  leg.attempt.startedAt = timestamp;
  wakeAt(state.agenda, deadlineOf(leg)?.at ?? timestamp);
  return null;
}

/** A step was heard of: the worker runs the attempt. */
export function applyStep(state: PartitionState, event: StepStarted | StepCompleted): Refusal {
  const found = findWith(state, event);
  if (typeof found === 'string') return found;
  if (found.leg.attempt.status !== 'started') return OTHER_STATE;
  if (event.step > 1) found.leg.attempt.confirmed = true;
  return null;
}

/** The worker has ended the attempt. */
export function applyJobCompleted(state: PartitionState, event: JobCompleted, timestamp: number): Refusal {
  dropStop(state, event);
  const found = findWith(state, event);
  if (typeof found === 'string') return found;
  if (found.leg.attempt.status !== 'started') return OTHER_STATE;
  const { conclusion, outputs, exitCode = null } = event;
  endAttempt(state, found, { conclusion, outputs, loss: null, exitCode, at: timestamp });
  return null;
}

/** The worker gives back what it was granted and has not started. */
export function applyJobReturned(state: PartitionState, event: JobReturned): Refusal {
  dropStop(state, event);
  const found = findWith(state, event);
  if (typeof found === 'string') return found;
  if (found.leg.attempt.status !== 'granted') return OTHER_STATE;
  voidAttempt(state, found);
  return null;
}

type Fact = Pick<JobClaimed, 'repository' | 'run' | 'job' | 'worker'>;

function find(state: PartitionState, event: Fact): LiveAttempt | null {
  const found = state.live.get(event.job);
  if (found === undefined || found.run.id !== event.run || found.run.repository !== event.repository)
    return null;
  return found;
}

function findWith(state: PartitionState, event: Fact): LiveAttempt | string {
  if (state.lost.has(event.worker)) return LOST_WORKER;
  const found = find(state, event);
  if (found === null) return NO_ATTEMPT;
  return found.leg.attempt.worker === event.worker ? found : OTHER_WORKER;
}

function dropStop(state: PartitionState, event: Fact): void {
  if (state.stops.get(event.job)?.worker === event.worker) state.stops.delete(event.job);
}
