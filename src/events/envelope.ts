import type { JobId, OwnerId, RepositoryName, RunId } from './ids.ts';
import type { Version } from './versions.ts';

/**
 * What every record of the catalogue has. `v` is per type: a reader upgrades older versions and stops with a
 * sentence at a newer one.
 */
export interface Envelope {
  readonly v: Version;
  /** RFC 3339 UTC with milliseconds: when its writer made it. For people; decisions use the log's stamps. */
  readonly at: string;
  /** Who wrote it: `server`, `worker:<id>`, `orchestrator:<owner>`, `cli`. */
  readonly by: string;
}

/** What every event of a repository has beside the envelope. */
export interface OfRepository extends Envelope {
  readonly repository: RepositoryName;
}

/** What every decision has: it counts only if `owner` is the newest `partition_owned` before it in log order. */
export interface Decided {
  readonly owner: OwnerId;
}

/** An event about a run. */
export interface OfRun extends OfRepository {
  readonly run: RunId;
}

/** An event about one job attempt. */
export interface OfJob extends OfRun {
  readonly job: JobId;
}
