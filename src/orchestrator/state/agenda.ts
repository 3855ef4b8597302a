import type { JobId, RepositoryName, RunId } from '../../events/index.ts';

/**
 * What `decide` has to look at: marks that `apply` sets and `decide` removes once there is nothing left to
 * decide. It holds no truth of its own: marking everything gives the same decisions, only slower.
 */
export interface Agenda {
  /** Runs of which something changed. */
  readonly runs: Set<RunId>;
  /** Offered attempts with claims. */
  readonly claimed: Set<JobId>;
  /** Repositories with pending deliveries. */
  readonly intake: Set<RepositoryName>;
  /** No deadline passes before this time (milliseconds since 1970 UTC). */
  nextDeadline: number;
}

/** An agenda with nothing on it. */
export function createAgenda(): Agenda {
  return { runs: new Set(), claimed: new Set(), intake: new Set(), nextDeadline: Number.POSITIVE_INFINITY };
}

/** Sees to it that deadlines are looked at when `time` (milliseconds since 1970 UTC) has come. */
export function wakeAt(agenda: Agenda, time: number): void {
  if (time < agenda.nextDeadline) agenda.nextDeadline = time;
}
