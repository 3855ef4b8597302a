import type { Conclusion, JobId, OwnerId, RepositoryName, RunId, WorkerId } from '../../events/index.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import type { RepositoryState } from './repository-state.ts';
import type { JobState, LegState, RunState } from './run-state.ts';

/**
 * All that one partition's events up to some offset mean: the fold of `apply`. Plain data, changed by `apply`
 * only (the agenda apart, which `decide` works off).
 */
export interface PartitionState {
  readonly partition: number;
  /** Who may decide: the newest `partition_owned`. */
  owner: OwnerId | null;
  /** The takeovers remembered, oldest first: a late repeat of one of them is not a takeover. */
  owners: readonly OwnerId[];
  /** The count of the newest run or job id. */
  count: number;
  /** The newest stamp read from the log: milliseconds since 1970 UTC. */
  now: number;
  readonly repositories: Map<RepositoryName, RepositoryState>;
  /** Unfinished runs. */
  readonly runs: Map<RunId, RunState>;
  /** Unfinished job attempts. */
  readonly live: Map<JobId, LiveAttempt>;
  /** What each worker was granted and has not concluded. */
  readonly granted: Map<WorkerId, Set<JobId>>;
  /** Workers declared lost, with the log's time of it; remembered for `LOST_WORKER_MEMORY_MS`. */
  readonly lost: Map<WorkerId, LostWorker>;
  /** What workers were told to stop and have not answered. */
  readonly stops: Map<JobId, StopOrder>;
  readonly agenda: Agenda;
}

/** A job attempt that is not concluded, with where it belongs. */
export interface LiveAttempt {
  readonly run: RunState;
  readonly job: JobState;
  readonly leg: LegState;
}

export interface LostWorker {
  /** Milliseconds since 1970 UTC, by the log. */
  readonly at: number;
  readonly reason: string;
}

/**
 * A worker may still hold an attempt that was ended by decision; it is told so again until it answers, so that
 * no slot stays taken by an order that got lost.
 */
export interface StopOrder {
  readonly run: RunId;
  readonly repository: RepositoryName;
  readonly worker: WorkerId;
  readonly reason: string;
  readonly conclusion: Conclusion;
  /** Milliseconds since 1970 UTC, by the log. */
  readonly at: number;
}

/** How long a lost worker's identity is refused, in milliseconds of log time: 30 days. */
export const LOST_WORKER_MEMORY_MS = 30 * 24 * 60 * 60 * 1_000;
/** How long a stop order is repeated, in milliseconds of log time: ten minutes. */
export const STOP_ORDER_MS = 10 * 60 * 1_000;

/** The state before the first event of `partition`. */
export function createState(partition: number): PartitionState {
  return {
    partition,
    owner: null,
    owners: [],
    count: 0,
    now: 0,
    repositories: new Map(),
    runs: new Map(),
    live: new Map(),
    granted: new Map(),
    lost: new Map(),
    stops: new Map(),
    agenda: createAgenda(),
  };
}
