import type { JobCancelled, JobGranted, JobOffered, JobSkipped, JobWaiting } from '../../events/index.ts';
import {
  concludeAttempt,
  deadlineOf,
  isWithWorker,
  type LiveAttempt,
  orderStop,
  type PartitionState,
  wakeAt,
} from '../state/index.ts';
import { findAttempt, isGroupOpen, join, replaceAttempt } from './attempt.ts';
import { introduce } from './introduce.ts';
import { GROUP_TAKEN, LOST_WORKER, NO_ATTEMPT, OTHER_STATE, type Refusal, REPEATED } from './refusal.ts';

/**
 * An attempt exists and cannot be offered yet; one that waits for `max-parallel` may go on to wait for a group, a
 * call that waited for its job's group for that of the called workflow.
 */
export function applyJobWaiting(state: PartitionState, event: JobWaiting): Refusal {
  const { cause, concurrency, calledConcurrency = null } = event;
  let found: LiveAttempt | string | null = findAttempt(state, event);
  if (found === null) {
    found = introduce(state, event, { status: 'waiting', cause, concurrency, calledConcurrency });
    if (typeof found === 'string') return found;
  } else {
    const { attempt } = found.leg;
    if (attempt.status !== 'waiting') return OTHER_STATE;
    if (attempt.cause === cause && (calledConcurrency === null || attempt.calledConcurrency !== null))
      return REPEATED;
    replaceAttempt(found, { cause, concurrency, calledConcurrency });
  }
  if (cause !== 'concurrency') return null;
  join(state, found, concurrency);
  join(state, found, calledConcurrency);
  return null;
}

/** An attempt may be claimed: a new one, or one that waited. */
export function applyJobOffered(state: PartitionState, event: JobOffered, timestamp: number): Refusal {
  if (!isGroupOpen(state, event, event.concurrency)) return GROUP_TAKEN;
  const terms = {
    status: 'offered' as const,
    cause: null,
    labels: event.labels,
    timeoutMinutes: event.timeoutMinutes,
    continueOnError: event.continueOnError,
    concurrency: event.concurrency,
    ...(event.retry === undefined ? {} : { retry: event.retry }),
  };
  let found: LiveAttempt | string | null = findAttempt(state, event);
  if (found === null) {
    found = introduce(state, event, terms);
    if (typeof found === 'string') return found;
  } else {
    if (found.leg.attempt.status !== 'waiting') return OTHER_STATE;
    replaceAttempt(found, terms);
  }
  join(state, found, event.concurrency);
  found.leg.queuedAt ??= timestamp;
  wakeAt(state.agenda, deadlineOf(found.leg)?.at ?? timestamp);
  state.agenda.runs.add(event.run);
  return null;
}

/** The attempt belongs to a worker that claimed it. */
export function applyJobGranted(state: PartitionState, event: JobGranted): Refusal {
  if (state.lost.has(event.worker)) return LOST_WORKER;
  const found = findAttempt(state, event);
  if (found === null) return NO_ATTEMPT;
  const { attempt } = found.leg;
  if (attempt.status !== 'offered') return OTHER_STATE;
  if (!attempt.claims.includes(event.worker)) return 'The worker did not claim it.';
  attempt.status = 'granted';
  attempt.worker = event.worker;
  attempt.claims = [];
  state.agenda.claimed.delete(attempt.job);
  const jobs = state.granted.get(event.worker) ?? new Set();
  state.granted.set(event.worker, jobs.add(event.job));
  return null;
}

/** A leg does not run. */
export function applyJobSkipped(state: PartitionState, event: JobSkipped): Refusal {
  const introduced = introduce(state, event, {});
  if (typeof introduced === 'string') return introduced;
  concludeAttempt(state, introduced, { conclusion: 'skipped', outputs: {} });
  return null;
}

/** An attempt ends by decision, or its worker is asked to stop it. */
export function applyJobCancelled(state: PartitionState, event: JobCancelled, timestamp: number): Refusal {
  const found = findAttempt(state, event);
  if (found === null) {
    if (event.conclusion === null) return NO_ATTEMPT;
    const introduced = introduce(state, event, {});
    if (typeof introduced === 'string') return introduced;
    concludeAttempt(state, introduced, { conclusion: event.conclusion, outputs: {} });
    return null;
  }
  const { attempt } = found.leg;
  if (event.conclusion === null) {
    if (attempt.status !== 'started') return OTHER_STATE;
    if (attempt.asked !== null) return REPEATED;
    attempt.asked = { at: timestamp, reason: event.reason };
    wakeAt(state.agenda, deadlineOf(found.leg)?.at ?? timestamp);
    return null;
  }
  if (isWithWorker(attempt) && attempt.worker !== null) {
    orderStop(state, attempt.job, {
      run: event.run,
      repository: event.repository,
      worker: attempt.worker,
      reason: event.reason,
      conclusion: event.conclusion,
      at: state.now,
    });
  }
  concludeAttempt(state, found, { conclusion: event.conclusion, outputs: {} });
  return null;
}
