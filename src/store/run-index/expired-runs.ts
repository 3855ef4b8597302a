import { isRepositoryName, isRunId, type RepositoryName, type RunId } from '../../events/index.ts';
import { type Database, numberIn, textIn } from '../sqlite/index.ts';
import { identity, named } from './columns.ts';

/** A run that is old enough to go. */
export interface ExpiredRun {
  readonly run: RunId;
  readonly repository: RepositoryName;
  readonly number: number;
  readonly sha: string;
}

/** What the index keeps of old runs, and its removal. An index that is rebuilt has them again until the next time. */
export class ExpiredRuns {
  readonly #database: Database;
  readonly #before;
  readonly #ofCommit;
  readonly #removals;
  readonly #removeDeliveries;

  constructor(database: Database) {
    this.#database = database;
    this.#before = database.prepare(
      `SELECT id, repository, number, sha FROM runs
       WHERE status = 'completed' AND completed_at < ? ORDER BY completed_at LIMIT ?`,
    );
    this.#ofCommit = database.prepare(`SELECT 1 FROM runs WHERE sha = ? AND repository = ? LIMIT 1`);
    this.#removals = [
      `DELETE FROM steps WHERE job IN (SELECT id FROM jobs WHERE run = ?)`,
      `DELETE FROM jobs WHERE run = ?`,
      `DELETE FROM run_attempts WHERE run = ?`,
      `DELETE FROM run_facts WHERE run = ?`,
      `DELETE FROM run_files WHERE run = ?`,
      `DELETE FROM runs WHERE id = ?`,
    ].map((sql) => database.prepare(sql));
    this.#removeDeliveries = database.prepare(
      `DELETE FROM deliveries WHERE received_at < ? AND handled_at IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM runs WHERE runs.repository = deliveries.repository AND runs.delivery = deliveries.delivery)`,
    );
  }

  /** Runs that completed before `time` (milliseconds since 1970 UTC), the oldest first, at most `limit`. */
  before(time: number, limit: number): readonly ExpiredRun[] {
    return this.#before.all(time, limit).map((row) => ({
      run: identity(row, 'id', isRunId),
      repository: named(row, 'repository', isRepositoryName),
      number: numberIn(row, 'number'),
      sha: textIn(row, 'sha'),
    }));
  }

  /** Forgets a run with its attempts, jobs and steps. */
  remove(run: RunId): void {
    this.#database.transaction(() => {
      for (const removal of this.#removals) removal.run(run);
    });
  }

  /** Forgets handled deliveries received before `time` (milliseconds since 1970 UTC) of which no run is left. */
  removeDeliveries(time: number): void {
    this.#removeDeliveries.run(time);
  }

  /** Whether any run of the repository is at this commit. */
  isNeeded(repository: RepositoryName, sha: string): boolean {
    return this.#ofCommit.get(sha, repository) !== undefined;
  }
}
