import type { JobState, LegState } from '../state/index.ts';
import type { Batch } from './batch.ts';
import { introduceNext } from './introduction.ts';
import { termsOf } from './offer-terms.ts';
import type { RunInHand } from './run-in-hand.ts';

/** When a leg that is to be tried again may be (milliseconds since 1970 UTC, by the log); null: it is not one. */
export function retryTime({ attempt, retried }: LegState): number | null {
  const waits = attempt.status === 'failed' || (attempt.status === 'waiting' && attempt.cause === 'retry');
  return waits && retried !== undefined ? retried.at : null;
}

/** Whether a leg need not wait for the time of its retry. `now` is in milliseconds since 1970 UTC. */
export function isRetryDue(leg: LegState, now: number): boolean {
  return (retryTime(leg) ?? now) <= now;
}

/** Marks the runs with legs whose time has come. Looks at every live attempt, but only when that may be so. */
export function wakeRetries({ state, now }: Batch): void {
  if (now < state.agenda.nextDeadline) return;
  for (const { run, leg } of state.live.values()) {
    if (retryTime(leg) !== null && isRetryDue(leg, now)) state.agenda.runs.add(run.id);
  }
}

/**
 * Introduces what follows an attempt that failed: it is offered at once or has to wait for its time. What is to
 * stop waits as well, for that ends it like any other leg that waits.
 */
export function retryLeg(
  { batch, run, folders }: RunInHand,
  { job, leg, stops }: { readonly job: JobState; readonly leg: LegState; readonly stops: boolean },
): void {
  const { owner, now } = batch;
  const { attempt, retried } = leg;
  const { name, concurrency, conclusion, retry } = attempt;
  const next = introduceNext(batch, run, { key: job.key, leg: leg.leg, name, folders });
  if (!stops && isRetryDue(leg, now)) {
    batch.add({ type: 'job_offered', ...next, owner, ...termsOf(attempt) });
    return;
  }
  const tried = retried?.failed.length ?? 0;
  const time = new Date(retried?.at ?? now).toISOString();
  const reason = `Try ${tried} of ${retry?.attempts ?? tried} ended as ${conclusion ?? 'failure'}; the next one waits until ${time}.`;
  batch.add({ type: 'job_waiting', ...next, owner, cause: 'retry', reason, concurrency });
}
