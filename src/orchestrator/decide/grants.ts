import type { Batch } from './batch.ts';
import { isAvailable, type Silence } from './losses.ts';

/** Grants each claimed attempt to the first worker, in log order, whose claim is good. */
export function decideGrants(batch: Batch, { presence, limitMs }: Silence): void {
  const { state } = batch;
  for (const id of state.agenda.claimed) {
    const live = state.live.get(id);
    if (live === undefined || live.leg.attempt.status !== 'offered') {
      state.agenda.claimed.delete(id);
      continue;
    }
    if (batch.touched.has(id) || state.repositories.get(live.run.repository)?.frozen !== null) continue;
    const worker = live.leg.attempt.claims.find(
      (claimant) => !state.lost.has(claimant) && isAvailable(claimant, presence, limitMs),
    );
    if (worker === undefined) continue;
    const { repository, id: run } = live.run;
    batch.add({ type: 'job_granted', repository, run, job: id, owner: batch.owner, worker });
  }
}
