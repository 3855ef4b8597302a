import type { JobDefinition, JobWaiting, Leg } from '../../events/index.ts';
import type { Scope } from '../../workflow/index.ts';
import { describeHolder, type GroupMember, type JobState, type LegState } from '../state/index.ts';
import { reasonOf } from './failure.ts';
import { type Introduction, introduceNext, introductionOf } from './introduction.ts';
import { evaluateTerms, termsOf } from './offer-terms.ts';
import { isRetryDue, retryLeg } from './retries.ts';
import type { RunInHand } from './run-in-hand.ts';
import { jobScope, legScope } from './scopes.ts';

/** How often a leg is offered again after a worker was lost before it started it. */
const MOST_LOSSES = 3;

/** How many legs of a job may run at once: `max-parallel`. */
export class Slots {
  #used: number;

  constructor(job: JobState) {
    this.#used = 0;
    for (const { attempt } of job.legs.values()) {
      if (attempt.status !== 'concluded' && attempt.cause !== 'max-parallel') this.#used += 1;
    }
  }

  /** Whether one more leg may go on; if so it has the slot. */
  take(leg: Leg): boolean {
    if (leg.maxParallel !== null && this.#used >= leg.maxParallel) return false;
    this.#used += 1;
    return true;
  }
}

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
  const next = introduceNext(batch, run, { key: job.definition.id, leg, name: attempt.name, folders });
  batch.add({ type: 'job_offered', ...next, owner, ...termsOf(attempt) });
}

/** Offers a leg that waited, if what it waited for has come. */
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
  if (attempt.cause === 'concurrency' && attempt.concurrency !== null) {
    if (batch.takeGroup(run.repository, attempt.concurrency, memberOf(again)) !== null) return;
  }
  try {
    const scope = legScope(jobScope(run, job), leg.leg);
    const waited = attempt.cause ?? undefined;
    offerLeg(inHand, { definition: job.definition, leg: leg.leg, scope, slots, waited }, () => again);
  } catch (error) {
    const { owner } = batch;
    batch.add({ type: 'job_cancelled', ...again, owner, conclusion: 'failure', reason: reasonOf(error) });
  }
}

/**
 * Offers a leg, or lets it wait for `max-parallel` or its concurrency group.
 * @param introduce called once the leg's terms are known, and not where it goes on waiting
 * @throws ExpressionError before anything was decided
 */
export function offerLeg(
  inHand: RunInHand,
  options: {
    readonly definition: JobDefinition;
    readonly leg: Leg;
    readonly scope: Scope;
    readonly slots: Slots;
    /** What it waits for already. */
    readonly waited?: JobWaiting['cause'] | undefined;
  },
  introduce: () => Introduction,
): void {
  const { batch, run } = inHand;
  const { definition, leg, scope, slots, waited } = options;
  const { owner } = batch;
  const hasSlot = waited === 'concurrency' || waited === 'retry';
  if (!hasSlot && !slots.take(leg)) {
    if (waited === 'max-parallel') return;
    const reason = `At most ${leg.maxParallel ?? leg.total} jobs of the matrix run at once.`;
    batch.add({
      type: 'job_waiting',
      ...introduce(),
      owner,
      cause: 'max-parallel',
      reason,
      concurrency: null,
    });
    return;
  }
  const terms = evaluateTerms(definition, scope);
  const introduction = introduce();
  const { concurrency } = terms;
  const holder = concurrency && batch.takeGroup(run.repository, concurrency, memberOf(introduction));
  if (concurrency === null || holder === null) {
    batch.add({ type: 'job_offered', ...introduction, owner, ...terms });
  } else if (holder.run === run.id && holder.key === null) {
    const reason = `It waits for the concurrency group ${concurrency.group}, which its own run holds.`;
    batch.add({ type: 'job_cancelled', ...introduction, owner, conclusion: 'cancelled', reason });
  } else {
    const reason = `Waits for the concurrency group ${concurrency.group} behind ${describeHolder(batch.state, holder)}.`;
    batch.add({ type: 'job_waiting', ...introduction, owner, cause: 'concurrency', reason, concurrency });
  }
}

function memberOf({ run, key, leg }: Introduction): GroupMember {
  return { run, key, leg: leg.index };
}
