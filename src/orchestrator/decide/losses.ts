import { LOSS_LIMIT_MS, type WorkerId, type WorkerLost } from '../../events/index.ts';
import type { Presence } from '../presence/index.ts';
import type { Batch } from './batch.ts';

/** By what a worker's silence is measured. */
export interface Silence {
  readonly presence: Presence;
  /** When this owner's first tick was stamped by the log (milliseconds since 1970 UTC); null: not yet. */
  readonly firstTick: number | null;
  /** Milliseconds. */
  readonly limitMs: number;
}

/** Declares the workers lost that hold attempts and are gone or silent for too long. */
export function decideLosses(batch: Batch, silence: Silence): void {
  for (const worker of batch.state.granted.keys()) {
    const loss = lossOf(worker, silence);
    if (loss !== null) batch.add({ type: 'worker_lost', owner: batch.owner, worker, ...loss });
  }
}

/**
 * Why a worker is lost, or null. Its silence counts from its last heartbeat, from this owner's own first
 * tick, and from the newest gap in the log's time, so that an owner that was frozen or lags, or a log that was
 * away, declares nobody lost.
 */
function lossOf(
  worker: WorkerId,
  { presence, firstTick, limitMs }: Silence,
): Pick<WorkerLost, 'reason' | 'left'> | null {
  const known = presence.workers.get(worker);
  if (known !== undefined && known.left !== null) return { reason: known.left, left: true };
  if (firstTick === null) return null;
  const since = Math.max(firstTick, presence.steadySince, known?.heardAt ?? 0);
  if (presence.now <= since + limitMs) return null;
  return { reason: `The worker was silent for more than ${limitMs / 1_000} seconds.` };
}

/** Whether a worker may be granted a job: it is there, was heard of lately, and takes more. */
export function isAvailable(worker: WorkerId, presence: Presence, limitMs: number = LOSS_LIMIT_MS): boolean {
  const known = presence.workers.get(worker);
  if (known === undefined || known.left !== null || known.draining) return false;
  return presence.now <= known.heardAt + limitMs;
}
