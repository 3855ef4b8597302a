import type { RepositoryName } from '../../events/index.ts';
import { isRepositoryName } from '../../events/index.ts';
import { type Database, numberIn, type Row, textIn, textOrNullIn } from '../sqlite/index.ts';
import { named } from './columns.ts';
import type { RepositoryRecord, SecretNameRecord, WorkflowRecord } from './records.ts';

/** Reads repositories, their workflows and the names of their secrets. */
export class RepositoryQueries {
  readonly #get;
  readonly #registered;
  readonly #secrets;
  readonly #workflow;
  readonly #workflows;
  readonly #workflowCounts;

  constructor(database: Database) {
    this.#get = database.prepare(`SELECT * FROM repositories WHERE name = ?`);
    this.#registered = database.prepare(`SELECT * FROM repositories WHERE url IS NOT NULL ORDER BY name`);
    this.#secrets = database.prepare(`SELECT * FROM secret_names WHERE repository = ? ORDER BY name`);
    this.#workflow = database.prepare(`SELECT * FROM workflows WHERE id = ?`);
    this.#workflows = database.prepare(`SELECT * FROM workflows WHERE repository = ? ORDER BY path`);
    this.#workflowCounts = database.prepare(
      `SELECT repository, count(*) AS count FROM workflows GROUP BY repository`,
    );
  }

  /** A repository that is, or once was, registered. */
  get(repository: RepositoryName): RepositoryRecord | null {
    const row = this.#get.get(repository);
    return row === undefined ? null : repositoryOf(row);
  }

  /** Those registered now, by name. */
  registered(): readonly RepositoryRecord[] {
    return this.#registered.all().map(repositoryOf);
  }

  /** By name; values are never here. */
  secrets(repository: RepositoryName): readonly SecretNameRecord[] {
    return this.#secrets.all(repository).map((row) => ({
      name: textIn(row, 'name'),
      createdAt: numberIn(row, 'created_at'),
      updatedAt: numberIn(row, 'updated_at'),
    }));
  }

  workflow(id: number): WorkflowRecord | null {
    const row = this.#workflow.get(id);
    return row === undefined ? null : workflowOf(row);
  }

  /** Those seen in any commit so far, by path. */
  workflows(repository: RepositoryName): readonly WorkflowRecord[] {
    return this.#workflows.all(repository).map(workflowOf);
  }

  /** How many workflows were seen of each repository that has any. */
  workflowCounts(): ReadonlyMap<RepositoryName, number> {
    return new Map(
      this.#workflowCounts
        .all()
        .map((row) => [named(row, 'repository', isRepositoryName), numberIn(row, 'count')]),
    );
  }
}

function repositoryOf(row: Row): RepositoryRecord {
  return {
    name: named(row, 'name', isRepositoryName),
    id: numberIn(row, 'id'),
    url: textOrNullIn(row, 'url'),
    defaultBranch: textOrNullIn(row, 'default_branch'),
    createdAt: numberIn(row, 'created_at'),
    updatedAt: numberIn(row, 'updated_at'),
  };
}

function workflowOf(row: Row): WorkflowRecord {
  return {
    id: numberIn(row, 'id'),
    repository: named(row, 'repository', isRepositoryName),
    path: textIn(row, 'path'),
    name: textIn(row, 'name'),
    dispatch: JSON.parse(textOrNullIn(row, 'dispatch_json') ?? 'null'),
    createdAt: numberIn(row, 'created_at'),
    updatedAt: numberIn(row, 'updated_at'),
  };
}
