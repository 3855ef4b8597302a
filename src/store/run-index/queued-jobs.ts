import {
  isJobId,
  isRepositoryName,
  isRunId,
  type JobId,
  type RepositoryName,
  type RunId,
} from '../../events/index.ts';
import { type Database, numberIn, type Row, textIn } from '../sqlite/index.ts';
import { identity, named } from './columns.ts';

/** A job attempt that could run and that no worker has. */
export interface QueuedJob {
  readonly id: JobId;
  readonly name: string;
  /** What it wants of a worker. */
  readonly labels: readonly string[];
  readonly run: RunId;
  /** Its run's, within the repository. */
  readonly runNumber: number;
  readonly repository: RepositoryName;
  /** Milliseconds since 1970 UTC. */
  readonly createdAt: number;
}

/** Reads what waits for a worker. */
export class QueuedJobs {
  readonly #oldest;

  constructor(database: Database) {
    // Left to itself SQLite walks through all jobs there ever were, for the order.
    this.#oldest = database.prepare(
      `SELECT jobs.id, jobs.name, jobs.labels_json, jobs.run, runs.number, runs.repository, jobs.created_at
       FROM jobs INDEXED BY jobs_unfinished JOIN runs ON runs.id = jobs.run
       WHERE jobs.status = 'queued' AND jobs.status <> 'completed' AND jobs.worker IS NULL
       ORDER BY jobs.created_at, jobs.id LIMIT ?`,
    );
  }

  /** The job attempts that wait for a worker, oldest first. @param limit how many at most */
  oldest(limit: number): readonly QueuedJob[] {
    return this.#oldest.all(limit).map(queuedJobOf);
  }
}

function queuedJobOf(row: Row): QueuedJob {
  return {
    id: identity(row, 'id', isJobId),
    name: textIn(row, 'name'),
    labels: JSON.parse(textIn(row, 'labels_json')),
    run: identity(row, 'run', isRunId),
    runNumber: numberIn(row, 'number'),
    repository: named(row, 'repository', isRepositoryName),
    createdAt: numberIn(row, 'created_at'),
  };
}
