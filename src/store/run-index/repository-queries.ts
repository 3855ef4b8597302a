import type { DeliveryId, RepositoryName } from '../../events/index.ts';
import { isDeliveryId, isRepositoryName } from '../../events/index.ts';
import { type Database, numberIn, numberOrNullIn, type Row, textIn, textOrNullIn } from '../sqlite/index.ts';
import { named, word } from './columns.ts';
import type { DeliveryRecord, RepositoryRecord, SecretNameRecord, WorkflowRecord } from './records.ts';
import type { Page } from './run-queries.ts';

const DELIVERY_STATUSES = ['pending', 'handled', 'failed'] as const;

const DELIVERY_COLUMNS = `repository, delivery, forge, event, ref, sha, actor, received_at, status, handled_at,
  reason, workflows_json`;

/** Reads repositories, their workflows, secrets' names and deliveries. */
export class RepositoryQueries {
  readonly #get;
  readonly #registered;
  readonly #secrets;
  readonly #workflow;
  readonly #workflows;
  readonly #delivery;
  readonly #deliveries;
  readonly #allDeliveries;
  readonly #countDeliveries;
  readonly #countAllDeliveries;

  constructor(database: Database) {
    this.#get = database.prepare(`SELECT * FROM repositories WHERE name = ?`);
    this.#registered = database.prepare(`SELECT * FROM repositories WHERE url IS NOT NULL ORDER BY name`);
    this.#secrets = database.prepare(`SELECT * FROM secret_names WHERE repository = ? ORDER BY name`);
    this.#workflow = database.prepare(`SELECT * FROM workflows WHERE id = ?`);
    this.#workflows = database.prepare(`SELECT * FROM workflows WHERE repository = ? ORDER BY path`);
    this.#delivery = database.prepare(
      `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE repository = ? AND delivery = ?
       ORDER BY sequence DESC LIMIT 1`,
    );
    this.#deliveries = database.prepare(
      `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE repository = ?
       ORDER BY received_at DESC, sequence DESC LIMIT ? OFFSET ?`,
    );
    this.#allDeliveries = database.prepare(
      `SELECT ${DELIVERY_COLUMNS} FROM deliveries ORDER BY received_at DESC, sequence DESC LIMIT ? OFFSET ?`,
    );
    this.#countDeliveries = database.prepare(`SELECT count(*) AS count FROM deliveries WHERE repository = ?`);
    this.#countAllDeliveries = database.prepare(`SELECT count(*) AS count FROM deliveries`);
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

  delivery(repository: RepositoryName, delivery: DeliveryId): DeliveryRecord | null {
    const row = this.#delivery.get(repository, delivery);
    return row === undefined ? null : deliveryOf(row);
  }

  /** Newest first; of all repositories where none is named. */
  deliveries(
    repository: RepositoryName | null,
    page: Page,
  ): { readonly total: number; readonly deliveries: readonly DeliveryRecord[] } {
    const count =
      repository === null ? this.#countAllDeliveries.get() : this.#countDeliveries.get(repository);
    const rows =
      repository === null
        ? this.#allDeliveries.all(page.limit, page.offset)
        : this.#deliveries.all(repository, page.limit, page.offset);
    return {
      total: count === undefined ? 0 : numberIn(count, 'count'),
      deliveries: rows.map(deliveryOf),
    };
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
    createdAt: numberIn(row, 'created_at'),
    updatedAt: numberIn(row, 'updated_at'),
  };
}

function deliveryOf(row: Row): DeliveryRecord {
  return {
    repository: named(row, 'repository', isRepositoryName),
    delivery: named(row, 'delivery', isDeliveryId),
    forge: textIn(row, 'forge'),
    event: textIn(row, 'event'),
    ref: textIn(row, 'ref'),
    sha: textIn(row, 'sha'),
    actor: textIn(row, 'actor'),
    receivedAt: numberIn(row, 'received_at'),
    status: word(row, 'status', DELIVERY_STATUSES),
    handledAt: numberOrNullIn(row, 'handled_at'),
    reason: textOrNullIn(row, 'reason'),
    workflows: JSON.parse(textIn(row, 'workflows_json')),
  };
}
