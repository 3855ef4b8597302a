import { type JobId, LOSS_LIMIT_MS, type PresenceRecord, type WorkerId } from '../../events/index.ts';

/** Who is there: the fold of `runbook.workers`. */
export interface Presence {
  readonly workers: Map<WorkerId, PresentWorker>;
  /** The newest stamp read: milliseconds since 1970 UTC. Owners' ticks keep it going. */
  now: number;
  /**
   * The first stamp after the newest gap between two: owners tick often, so in a long gap the log was away or
   * who writes to it was frozen, and that workers were not heard of in it says nothing of them. Milliseconds
   * since 1970 UTC.
   */
  steadySince: number;
}

/** What is known of one worker. */
export interface PresentWorker {
  readonly name: string;
  readonly labels: readonly string[];
  readonly capacity: number;
  /** What it said it runs in its last heartbeat. */
  readonly running: readonly JobId[];
  readonly draining: boolean;
  /** When it was last heard of: milliseconds since 1970 UTC, by the log. */
  readonly heardAt: number;
  /** Why it is gone; null while it is there. */
  readonly left: string | null;
}

/** How long a worker that is silent or gone is remembered, in milliseconds of log time: one hour. */
export const PRESENCE_MEMORY_MS = 60 * 60 * 1_000;

/** Milliseconds between two stamps from which on it is a gap: several ticks are missing. */
const GAP_MS = LOSS_LIMIT_MS / 2;

/** Nobody heard of yet. */
export function createPresence(): Presence {
  return { workers: new Map(), now: 0, steadySince: 0 };
}

/** Folds one record of `runbook.workers`; `timestamp` (milliseconds since 1970 UTC) is the log's. */
export function applyPresence(presence: Presence, record: PresenceRecord, timestamp: number): void {
  if (timestamp > presence.now + GAP_MS) presence.steadySince = timestamp;
  if (timestamp > presence.now) presence.now = timestamp;
  if (record.type === 'tick') return;
  const before = presence.workers.get(record.worker);
  if (before === undefined) forgetOld(presence);
  if (record.type === 'worker_left') {
    const known = before ?? { name: record.worker, labels: [], capacity: 0, running: [], draining: true };
    presence.workers.set(record.worker, { ...known, heardAt: timestamp, left: record.reason });
    return;
  }
  // An identity that left does not come back: a heartbeat after that is one that was under way.
  if (before !== undefined && before.left !== null) return;
  presence.workers.set(record.worker, {
    name: record.name,
    labels: record.labels,
    capacity: record.capacity,
    running: record.running,
    draining: record.draining,
    heardAt: timestamp,
    left: null,
  });
}

function forgetOld(presence: Presence): void {
  for (const [worker, { heardAt }] of presence.workers) {
    if (heardAt + PRESENCE_MEMORY_MS < presence.now) presence.workers.delete(worker);
  }
}
