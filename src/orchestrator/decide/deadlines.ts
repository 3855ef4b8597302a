import { deadlineOf } from '../state/index.ts';
import type { Batch } from './batch.ts';
import { introductionOf } from './introduction.ts';
import { retryTime } from './retries.ts';

/**
 * Ends what is overdue, as a backstop after the worker's own limits. Looks at every live attempt, but only
 * when the earliest deadline may have passed.
 */
export function decideDeadlines(batch: Batch): void {
  const { state, now } = batch;
  if (now < state.agenda.nextDeadline) return;
  let next = Number.POSITIVE_INFINITY;
  for (const { run, job, leg } of state.live.values()) {
    const retryAt = retryTime(leg);
    if (retryAt !== null && retryAt > now) next = Math.min(next, retryAt);
    const deadline = deadlineOf(leg);
    if (deadline === null) continue;
    next = Math.min(next, deadline.at);
    if (deadline.at > now || batch.touched.has(leg.attempt.job)) continue;
    if (state.repositories.get(run.repository)?.frozen !== null) continue;
    batch.add({
      type: 'job_cancelled',
      ...introductionOf(run, job, leg),
      owner: batch.owner,
      conclusion: deadline.conclusion,
      reason: deadline.reason,
    });
  }
  state.agenda.nextDeadline = next;
}
