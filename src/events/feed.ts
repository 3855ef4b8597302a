/**
 * `runbook.jobs`: what owners tell workers. Only what counted is published, so everything here is true, if
 * perhaps old; it is published again until its effect is on the log, and readers ignore repeats. Servers write one
 * type too, `output_wanted`, which asks for output that they miss.
 */
import type { Envelope, OfJob } from './envelope.ts';
import type { WorkerId } from './ids.ts';
import type { JobSpec } from './job-spec.ts';
import type { OutputWanted } from './output.ts';
import type { Version } from './versions.ts';

/** The longest time over which the claims of workers that an offer does not name are spread, in milliseconds. */
export const MOST_SPREAD_MS = 500;

/** A job attempt waits for a worker. */
export interface OfferPublished extends OfJob {
  readonly type: 'job_offered';
  readonly labels: readonly string[];
  /**
   * Who should claim at once: those that are free as far as the owner knows, the best first; empty: it knows of
   * nobody. Like `spreadMs` it only keeps a crowd from claiming together: whoever claims first is granted, named
   * or not. Absent where an older owner wrote it.
   */
  readonly first?: readonly WorkerId[];
  /** Milliseconds, at most MOST_SPREAD_MS, over which the others spread their claims where no grant was seen. */
  readonly spreadMs?: number;
  /** When its leg was first offered, by the log: milliseconds since 1970 UTC. The oldest is claimed first. */
  readonly offeredAt?: number;
  /** The version that its grant will have; the offer's own is the same. Absent: 1. */
  readonly grantVersion?: Version;
}

/** The attempt belongs to `worker`; the others forget the offer. */
export interface GrantPublished extends OfJob {
  readonly type: 'job_granted';
  readonly worker: WorkerId;
  readonly spec: JobSpec;
}

/** The worker's `job_started` counted: its first process may be spawned. */
export interface ConfirmationPublished extends OfJob {
  readonly type: 'job_confirmed';
  readonly worker: WorkerId;
}

/** An open offer is withdrawn (`worker` null), or the worker is asked to stop the attempt. */
export interface CancellationPublished extends OfJob {
  readonly type: 'job_cancelled';
  readonly worker: WorkerId | null;
  readonly reason: string;
  /** What the worker should conclude with. */
  readonly conclusion: 'cancelled' | 'timed_out';
}

/** The worker was declared lost: it stops what it runs and goes on under a new identity. */
export interface LossPublished extends Envelope {
  readonly type: 'worker_lost';
  readonly worker: WorkerId;
  readonly reason: string;
}

export type FeedRecord =
  | OfferPublished
  | GrantPublished
  | ConfirmationPublished
  | CancellationPublished
  | LossPublished
  | OutputWanted;
