import type { JobId, RepositoryName, RunbookEvent, RunId } from '../../events/index.ts';

/** An event of `runbook.events` as the fold judged it. */
export interface FoldedEvent {
  readonly partition: number;
  readonly offset: number;
  /** Milliseconds since 1970 UTC, the log's. */
  readonly timestamp: number;
  readonly event: RunbookEvent;
  /** Whether it had an effect: a repeat, or a decision of an owner that was replaced, has none. */
  readonly counted: boolean;
}

/** An event that the index has taken in, with what it changed beside what it names. */
export interface ProjectedEvent extends FoldedEvent {
  /** Of a `worker_lost`: the attempts that the worker had. */
  readonly lost?: readonly LostJob[];
}

/** An attempt whose worker was lost. */
export interface LostJob {
  readonly repository: RepositoryName;
  readonly run: RunId;
  readonly job: JobId;
}
