import type { JobState, LegState } from '../state/index.ts';
import { beginLeg, firstTaken, memberOf } from './begin-leg.ts';
import { deadlockOf } from './deadlock.ts';
import { reasonOf } from './failure.ts';
import { type Introduction, introduceNext, introductionOf } from './introduction.ts';
import { termsOf } from './offer-terms.ts';
import { isRetryDue, retryLeg } from './retries.ts';
import type { RunInHand } from './run-in-hand.ts';
import { jobScope, legScope } from './scopes.ts';
import type { Slots } from './slots.ts';

/** How often a leg is offered again after a worker was lost before it started it. */
const MOST_LOSSES = 3;

/** Decides for one leg that is there and not concluded. `stop`: why it is to end; null: it goes on. */
export function decideLeg(
  inHand: RunInHand,
  options: {
    readonly job: JobState;
    readonly leg: LegState;
    readonly stop: string | null;
    readonly slots: Slots;
  },
): void {
  const { batch, run } = inHand;
  const { job, leg, slots } = options;
  const { attempt } = leg;
  const stop = options.stop ?? leg.stop;
  const again = introductionOf(run, job, leg);
  if (attempt.status === 'failed') {
    retryLeg(inHand, { job, leg, stops: stop !== null });
  } else if (stop !== null) {
    if (attempt.asked !== null) return;
    const conclusion = attempt.status === 'started' ? null : 'cancelled';
    batch.add({ type: 'job_cancelled', ...again, owner: batch.owner, conclusion, reason: stop });
  } else if (attempt.status === 'voided') {
    offerAgain(inHand, job, leg);
  } else if (attempt.status === 'waiting') {
    leaveWaiting(inHand, { job, leg, slots, again });
  }
}

/** Offers a leg whose attempt was given back or lost before it started, on the same terms. */
function offerAgain(
  { batch, run, folders }: RunInHand,
  job: JobState,
  { leg, attempt, losses }: LegState,
): void {
  const { owner } = batch;
  if (losses > MOST_LOSSES) {
    const again = introductionOf(run, job, { leg, attempt, losses, queuedAt: null, stop: null, kept: false });
    const reason = `${losses} workers were lost before they started it.`;
    batch.add({ type: 'job_cancelled', ...again, owner, conclusion: 'failure', reason });
    return;
  }
  const next = introduceNext(batch, run, { key: job.key, leg, name: attempt.name, folders });
  batch.add({ type: 'job_offered', ...next, owner, ...termsOf(attempt) });
}

/** Lets a leg begin that waited, if what it waited for has come. */
function leaveWaiting(
  inHand: RunInHand,
  options: {
    readonly job: JobState;
    readonly leg: LegState;
    readonly slots: Slots;
    readonly again: Introduction;
  },
): void {
  const { batch, run } = inHand;
  const { job, leg, slots, again } = options;
  const { attempt } = leg;
  if (!isRetryDue(leg, batch.now)) return;
  const member = memberOf(again);
  const taken = attempt.cause === 'concurrency' ? firstTaken(inHand, attempt, member) : null;
  if (taken !== null) {
    // Two that were decided at once may wait for each other.
    const reason = deadlockOf(batch, run, member, taken);
    if (reason === null) return;
    batch.add({ type: 'job_cancelled', ...again, owner: batch.owner, conclusion: 'cancelled', reason });
    return;
  }
  try {
    const scope = legScope(jobScope(run, job), leg.leg);
    beginLeg(inHand, { job, leg: leg.leg, scope, slots, waiting: attempt }, () => again);
  } catch (error) {
    const { owner } = batch;
    batch.add({ type: 'job_cancelled', ...again, owner, conclusion: 'failure', reason: reasonOf(error) });
  }
}
