/** `runbook.workers`: who is there. Owners write ticks, so that silence is measured in the log's time. */
import type { Envelope } from './envelope.ts';
import type { JobId, OwnerId, WorkerId } from './ids.ts';

/** Milliseconds between two heartbeats of a worker and between two ticks of an owner. */
export const HEARTBEAT_MS = 3_000;
/** Milliseconds of silence, in the log's time, after which a worker may be declared lost. */
export const LOSS_LIMIT_MS = 20_000;

export interface WorkerHeartbeat extends Envelope {
  readonly type: 'worker_heartbeat';
  readonly worker: WorkerId;
  /** For people: host name and data folder, or what the user named it. */
  readonly name: string;
  readonly labels: readonly string[];
  readonly capacity: number;
  readonly running: readonly JobId[];
  /** It finishes what it runs and claims nothing more. */
  readonly draining: boolean;
}

/** The worker ended, or its process is known to be gone: its claims are void and what it ran is lost. */
export interface WorkerLeft extends Envelope {
  readonly type: 'worker_left';
  readonly worker: WorkerId;
  readonly reason: string;
}

/** An owner's clock on the log. */
export interface Tick extends Envelope {
  readonly type: 'tick';
  readonly owner: OwnerId;
  readonly partition: number;
}

export type PresenceRecord = WorkerHeartbeat | WorkerLeft | Tick;
