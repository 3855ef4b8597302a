import type { PartitionOwned, WorkerLost } from '../../events/index.ts';
import { endAttempt, LOST_WORKER_MEMORY_MS, type PartitionState, voidAttempt } from '../state/index.ts';
import { type Refusal, REPEATED } from './refusal.ts';

/** How many takeovers are remembered, so that a late repeat of one is none. */
const REMEMBERED_OWNERS = 100;

/** An orchestrator takes over: from here on only its decisions count, and it looks at everything once. */
export function applyPartitionOwned(state: PartitionState, event: PartitionOwned): Refusal {
  if (state.owners.includes(event.owner)) return REPEATED;
  state.owner = event.owner;
  state.owners = [...state.owners, event.owner].slice(-REMEMBERED_OWNERS);
  for (const run of state.runs.keys()) state.agenda.runs.add(run);
  state.agenda.nextDeadline = state.now;
  return null;
}

/**
 * A worker is gone. What it had started ends as a failure, because it may have run, unless `retry` wants it tried
 * again; what it had not started is offered again. What it says later does not count.
 */
export function applyWorkerLost(state: PartitionState, event: WorkerLost, timestamp: number): Refusal {
  if (state.lost.has(event.worker)) return REPEATED;
  for (const [worker, { at }] of state.lost) {
    if (at + LOST_WORKER_MEMORY_MS > state.now) break;
    state.lost.delete(worker);
  }
  state.lost.set(event.worker, { at: timestamp, reason: event.reason });
  for (const [job, order] of state.stops) {
    if (order.worker === event.worker) state.stops.delete(job);
  }
  for (const job of state.granted.get(event.worker) ?? []) {
    const live = state.live.get(job);
    if (live === undefined) continue;
    if (live.leg.attempt.status === 'started') {
      const loss = event.left === true ? 'left' : 'silent';
      const ending = { conclusion: 'failure', outputs: {}, loss, exitCode: null, at: timestamp } as const;
      endAttempt(state, live, ending);
    } else {
      live.leg.losses += 1;
      voidAttempt(state, live);
    }
  }
  return null;
}
