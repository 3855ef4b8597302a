import {
  isJobId,
  isRepositoryName,
  isRunId,
  isWorkerId,
  type JobId,
  type RepositoryName,
  type RunId,
  type WorkerId,
} from '../../events/index.ts';
import { type Database, numberIn, numberOrNullIn, type Row, textIn } from '../sqlite/index.ts';
import { identity, named } from './columns.ts';

/** A job attempt that a worker has. */
export interface WorkerJob {
  readonly id: JobId;
  readonly name: string;
  readonly run: RunId;
  /** Its run's, within the repository. */
  readonly runNumber: number;
  readonly repository: RepositoryName;
  /** Null: it was granted and has not started. */
  readonly startedAt: number | null;
}

/** Reads what workers have in hand. */
export class WorkerJobs {
  readonly #all;

  constructor(database: Database) {
    // Left to itself SQLite walks through all jobs there ever were, for the order.
    this.#all = database.prepare(
      `SELECT jobs.worker, jobs.id, jobs.name, jobs.run, runs.number, runs.repository, jobs.started_at
       FROM jobs INDEXED BY jobs_of_worker JOIN runs ON runs.id = jobs.run
       WHERE jobs.worker IS NOT NULL AND jobs.status <> 'completed' ORDER BY jobs.id`,
    );
  }

  /** The job attempts that were granted and are not over, by worker, oldest first. */
  byWorker(): ReadonlyMap<WorkerId, readonly WorkerJob[]> {
    const jobs = new Map<WorkerId, WorkerJob[]>();
    for (const row of this.#all.all()) {
      const worker = named(row, 'worker', isWorkerId);
      const known = jobs.get(worker);
      if (known === undefined) jobs.set(worker, [workerJobOf(row)]);
      else known.push(workerJobOf(row));
    }
    return jobs;
  }
}

function workerJobOf(row: Row): WorkerJob {
  return {
    id: identity(row, 'id', isJobId),
    name: textIn(row, 'name'),
    run: identity(row, 'run', isRunId),
    runNumber: numberIn(row, 'number'),
    repository: named(row, 'repository', isRepositoryName),
    startedAt: numberOrNullIn(row, 'started_at'),
  };
}
