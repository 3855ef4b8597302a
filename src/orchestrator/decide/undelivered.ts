import type { JobId } from '../../events/index.ts';
import type { Batch } from './batch.ts';
import { introductionOf } from './introduction.ts';

/**
 * Ends granted attempts of which no worker can be told, because the log does not take their grants.
 * @param undelivered why, by attempt
 */
export function endUndelivered(batch: Batch, undelivered: ReadonlyMap<JobId, string>): void {
  const { state, owner } = batch;
  for (const [id, reason] of undelivered) {
    const live = state.live.get(id);
    if (live?.leg.attempt.status !== 'granted' || batch.touched.has(id)) continue;
    const { run, job, leg } = live;
    if (state.repositories.get(run.repository)?.frozen !== null) continue;
    batch.add({
      type: 'job_cancelled',
      ...introductionOf(run, job, leg),
      owner,
      conclusion: 'failure',
      reason,
    });
  }
}
