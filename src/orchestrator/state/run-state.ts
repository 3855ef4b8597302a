import type {
  Conclusion,
  EvaluatedConcurrency,
  EvaluatedRetry,
  JobDefinition,
  JobId,
  JobWaiting,
  JsonObject,
  Leg,
  PinnedJob,
  RepositoryName,
  RunFacts,
  RunId,
  WorkerId,
  WorkflowDefinition,
} from '../../events/index.ts';

/** One unfinished run, in its newest attempt. */
export interface RunState {
  readonly id: RunId;
  readonly repository: RepositoryName;
  readonly facts: RunFacts;
  /** `github.event`. */
  readonly payload: JsonObject;
  /** 1, raised by a rerun. */
  readonly runAttempt: number;
  /** `github.triggering_actor`. */
  readonly triggeringActor: string;
  /** By key: those of the run's own file in its order, then nested ones in the order of their calls. */
  readonly jobs: Map<string, JobState>;
  /** The calls that were made, by the prefix of the keys of their jobs. */
  readonly calls: Map<string, CallState>;
  /** Nested legs that a rerun takes over, by that prefix, while their call is not made again. */
  readonly pinned: Map<string, PinnedJob[]>;
  /** The log folders taken, in lower case. */
  readonly folders: Set<string>;
  /** How often each leg was tried, by `legName`; over reruns, retries and lost workers. */
  readonly tries: Map<string, number>;
  /** How many of its job attempts are not concluded. */
  live: number;
  cancel: Cancellation | null;
}

/** The run is to end early. */
export interface Cancellation {
  /** `cancel`: jobs whose `if` still holds go on. `force`: nothing does. */
  readonly level: 'cancel' | 'force';
  /** One sentence, for people. */
  readonly reason: string;
}

/** A workflow that a leg has called. */
export interface CallState {
  /** What the keys of its jobs begin with. */
  readonly prefix: string;
  /** The calling job's key, and the leg's index. */
  readonly key: string;
  readonly leg: number;
  readonly definition: WorkflowDefinition;
  /** `inputs` of its jobs. */
  readonly inputs: JsonObject;
}

/** One key under `jobs`, of the run's own file or of a called one. */
export interface JobState {
  /** Within the run. */
  readonly key: string;
  readonly definition: JobDefinition;
  /** How many legs there are; null until the first was introduced. */
  total: number | null;
  /** The legs introduced, by index. */
  readonly legs: Map<number, LegState>;
  /** How many of them are concluded. */
  concluded: number;
  /** `needs.<job>.outputs`: of several legs the last writer of a value wins. */
  outputs: { readonly [name: string]: string };
}

/** One combination of a job's matrix. */
export interface LegState {
  readonly leg: Leg;
  /** The newest. */
  attempt: AttemptState;
  /** How many attempts ended because a worker was lost before it started them. */
  losses: number;
  /** When it, or its newest retry, was first offered: milliseconds since 1970 UTC, by the log; null before. */
  queuedAt: number | null;
  /** Absent: `retry` has not tried it again in this run attempt. */
  retried?: Retried;
  /** Why it is to be stopped though its run goes on: its concurrency group says so. */
  stop: string | null;
  /** Carried over from an earlier run attempt: it did not run in this one. */
  readonly kept: boolean;
}

/** What `retry` has done for a leg. */
export interface Retried {
  /** The attempts that failed and are followed by another, oldest first. */
  readonly failed: readonly FailedAttempt[];
  /** When the newest of those that follow may be offered: milliseconds since 1970 UTC, by the log. */
  readonly at: number;
}

/** An attempt that `retry` does not take for the end of its leg; times are in milliseconds since 1970 UTC, by the log. */
export interface FailedAttempt {
  readonly attempt: AttemptState;
  readonly queuedAt: number | null;
  readonly endedAt: number;
}

/**
/**
 * `waiting`: for its concurrency group, for `max-parallel` or for the time of its retry. `voided`: never started,
 * to be offered again as a new attempt. `failed`: over, to be followed by another because of `retry`. `called`: it
 * has called a workflow, whose jobs are not all over. `concluded`: over, and its leg with it.
 */
export type AttemptStatus =
  | 'waiting'
  | 'offered'
  | 'granted'
  | 'started'
  | 'voided'
  | 'failed'
  | 'called'
  | 'concluded';

/** One try of a leg. */
export interface AttemptState {
  readonly job: JobId;
  readonly attempt: number;
  readonly name: string;
  readonly folder: string;
  status: AttemptStatus;
  /** Why it waits. */
  cause: JobWaiting['cause'] | null;
  readonly labels: readonly string[];
  /** Minutes. */
  readonly timeoutMinutes: number;
  readonly continueOnError: boolean;
  readonly concurrency: EvaluatedConcurrency | null;
  /** Of a call: the called workflow's own; null also while it waits for the job's. */
  readonly calledConcurrency: EvaluatedConcurrency | null;
  /** Absent: its leg is tried once. */
  readonly retry?: EvaluatedRetry;
  /** In log order. */
  claims: readonly WorkerId[];
  worker: WorkerId | null;
  /** `job_started`'s time: milliseconds since 1970 UTC, by the log. */
  startedAt: number | null;
  /** A step was heard of: the worker has read its confirmation. */
  confirmed: boolean;
  /** The worker is asked to stop it; the time is the log's. */
  asked: { readonly at: number; readonly reason: string } | null;
  conclusion: Conclusion | null;
}

/** A job that has not begun. @param prefix what the keys of its file's jobs begin with */
export function createJob(prefix: string, definition: JobDefinition): JobState {
  return {
    key: prefix + definition.id,
    definition,
    total: null,
    legs: new Map(),
    concluded: 0,
    outputs: {},
  };
}

/** How a leg is named within its run. */
export function legName(key: string, index: number): string {
  return `${key}#${index}`;
}

/** Whether every leg of a job is concluded. */
export function isConcluded(job: JobState): boolean {
  return job.total !== null && job.concluded === job.total;
}

/** Whether the worker may be running it. */
export function isWithWorker(attempt: AttemptState): boolean {
  return attempt.status === 'granted' || attempt.status === 'started';
}
