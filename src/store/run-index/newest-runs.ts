import type { RepositoryName } from '../../events/index.ts';
import type { Database } from '../sqlite/index.ts';
import type { RunRecord } from './records.ts';
import { RUN_COLUMNS, runOf } from './run-queries.ts';

/** Reads the newest run of each of many, at the cost of one look-up each. */
export class NewestRuns {
  readonly #ofWorkflows;
  readonly #ofRepositories;

  constructor(database: Database) {
    this.#ofWorkflows = database.prepare(
      `SELECT ${RUN_COLUMNS} FROM runs WHERE id IN (SELECT
         (SELECT id FROM runs WHERE workflow = workflows.id ORDER BY created_at DESC, id DESC LIMIT 1)
       FROM workflows WHERE repository = ?)`,
    );
    this.#ofRepositories = database.prepare(
      `SELECT ${RUN_COLUMNS} FROM runs WHERE id IN (SELECT
         (SELECT id FROM runs WHERE repository = repositories.name ORDER BY created_at DESC, id DESC LIMIT 1)
       FROM repositories WHERE url IS NOT NULL)`,
    );
  }

  /** The newest run of each workflow of a repository, on whatever branch, by the workflow's id. */
  ofWorkflows(repository: RepositoryName): ReadonlyMap<number, RunRecord> {
    return new Map(
      this.#ofWorkflows
        .all(repository)
        .map(runOf)
        .map((run) => [run.workflow.id, run]),
    );
  }

  /** The newest run of each registered repository. */
  ofRepositories(): ReadonlyMap<RepositoryName, RunRecord> {
    return new Map(
      this.#ofRepositories
        .all()
        .map(runOf)
        .map((run) => [run.repository, run]),
    );
  }
}
