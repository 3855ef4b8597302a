import type {
  EvaluatedConcurrency,
  JobCancelled,
  JobGranted,
  JobId,
  JobOffered,
  JobSkipped,
  JobWaiting,
  RepositoryName,
  RunId,
} from '../../events/index.ts';
import {
  type AttemptState,
  concludeAttempt,
  deadlineOf,
  isSameMember,
  isWithWorker,
  joinGroup,
  type LiveAttempt,
  orderStop,
  type PartitionState,
  groupKey,
  wakeAt,
} from '../state/index.ts';
import { introduce } from './introduce.ts';
import { LOST_WORKER, NO_ATTEMPT, OTHER_STATE, type Refusal, REPEATED } from './refusal.ts';

/** An attempt exists and cannot be offered yet; one that waits for `max-parallel` may go on to wait for a group. */
export function applyJobWaiting(state: PartitionState, event: JobWaiting): Refusal {
  const found = findOf(state, event);
  if (found === null) {
    const introduced = introduce(state, event, {
      status: 'waiting',
      cause: event.cause,
      concurrency: event.concurrency,
    });
    if (typeof introduced === 'string') return introduced;
    if (event.cause === 'concurrency') join(state, introduced, event.concurrency);
    return null;
  }
  const { attempt } = found.leg;
  if (attempt.status !== 'waiting') return OTHER_STATE;
  if (attempt.cause === event.cause) return REPEATED;
  replaceAttempt(found, { cause: event.cause, concurrency: event.concurrency });
  if (event.cause === 'concurrency') join(state, found, event.concurrency);
  return null;
}

/** An attempt may be claimed: a new one, or one that waited. */
export function applyJobOffered(state: PartitionState, event: JobOffered, timestamp: number): Refusal {
  if (!isGroupOpen(state, event)) return 'Its concurrency group is taken.';
  const terms = {
    status: 'offered' as const,
    cause: null,
    labels: event.labels,
    timeoutMinutes: event.timeoutMinutes,
    continueOnError: event.continueOnError,
    concurrency: event.concurrency,
    ...(event.retry === undefined ? {} : { retry: event.retry }),
  };
  let found: LiveAttempt | string | null = findOf(state, event);
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
  const found = findOf(state, event);
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
  const found = findOf(state, event);
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

function findOf(
  state: PartitionState,
  event: { readonly repository: RepositoryName; readonly run: RunId; readonly job: JobId },
): LiveAttempt | null {
  const found = state.live.get(event.job);
  if (found === undefined || found.run.id !== event.run || found.run.repository !== event.repository)
    return null;
  return found;
}

function replaceAttempt({ leg }: LiveAttempt, change: Partial<AttemptState>): void {
  leg.attempt = { ...leg.attempt, ...change };
}

function isGroupOpen(state: PartitionState, event: JobOffered): boolean {
  if (event.concurrency === null) return true;
  const group = state.repositories.get(event.repository)?.groups.get(groupKey(event.concurrency));
  const member = { run: event.run, key: event.key, leg: event.leg.index };
  return group === undefined || isSameMember(group.holder, member);
}

function join(state: PartitionState, found: LiveAttempt, concurrency: EvaluatedConcurrency | null): void {
  const repository = state.repositories.get(found.run.repository);
  if (concurrency === null || repository === undefined) return;
  const member = { run: found.run.id, key: found.job.definition.id, leg: found.leg.leg.index };
  joinGroup(state, repository, concurrency, member);
}
