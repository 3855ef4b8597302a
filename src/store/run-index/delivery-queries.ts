import {
  type Conclusion,
  type DeliveryId,
  isDeliveryId,
  isRepositoryName,
  isRunId,
  type RepositoryName,
  type RunId,
} from '../../events/index.ts';
import {
  type Database,
  numberIn,
  numberOrNullIn,
  type Row,
  type SqlValue,
  textIn,
  textOrNullIn,
} from '../sqlite/index.ts';
import { identity, named, word, wordOrNull } from './columns.ts';
import { CONCLUSIONS, DELIVERY_STATUSES, type DeliveryRecord, type Status, STATUSES } from './records.ts';
import type { Page } from './run-queries.ts';

/** Which deliveries to list; absent fields do not restrict. */
export interface DeliveryFilter {
  readonly repository?: RepositoryName;
  readonly status?: DeliveryRecord['status'];
}

/** How far a run is. */
export interface RunState {
  /** Its number within its repository. */
  readonly number: number;
  readonly status: Status;
  readonly conclusion: Conclusion | null;
}

const COLUMNS = `repository, delivery, forge, event, ref, sha, actor, received_at, status, handled_at,
  reason, workflows_json`;

/** Reads deliveries, and how far the runs are that they started. */
export class DeliveryQueries {
  readonly #get;
  readonly #list;
  readonly #count;
  readonly #runs;

  constructor(database: Database) {
    this.#get = database.prepare(
      `SELECT ${COLUMNS} FROM deliveries WHERE repository = ? AND delivery = ?
       ORDER BY sequence DESC LIMIT 1`,
    );
    this.#list = forEachFilter((where) =>
      database.prepare(
        `SELECT ${COLUMNS} FROM deliveries ${where} ORDER BY received_at DESC, sequence DESC LIMIT ? OFFSET ?`,
      ),
    );
    this.#count = forEachFilter((where) =>
      database.prepare(`SELECT count(*) AS count FROM deliveries ${where}`),
    );
    this.#runs = database.prepare(
      `SELECT id, number, status, conclusion FROM runs WHERE id IN (SELECT value FROM json_each(?))`,
    );
  }

  get(repository: RepositoryName, delivery: DeliveryId): DeliveryRecord | null {
    const row = this.#get.get(repository, delivery);
    return row === undefined ? null : deliveryOf(row);
  }

  /** Newest first. */
  list(
    filter: DeliveryFilter,
    page: Page,
  ): { readonly total: number; readonly deliveries: readonly DeliveryRecord[] } {
    const rows = this.#list(filter).all(...valuesOf(filter), page.limit, page.offset);
    return { total: this.count(filter), deliveries: rows.map(deliveryOf) };
  }

  /** How many there are. */
  count(filter: DeliveryFilter): number {
    const row = this.#count(filter).get(...valuesOf(filter));
    return row === undefined ? 0 : numberIn(row, 'count');
  }

  /** How far the runs are that the deliveries started; runs that were removed as too old are missing. */
  runsOf(deliveries: readonly DeliveryRecord[]): ReadonlyMap<RunId, RunState> {
    const runs = deliveries.flatMap(({ workflows }) => workflows.flatMap(({ run }) => run ?? []));
    return new Map(
      this.#runs.all(JSON.stringify(runs)).map((row) => [identity(row, 'id', isRunId), stateOf(row)]),
    );
  }
}

/** One of what is made for each combination of filters. */
function forEachFilter<Made>(make: (where: string) => Made): (filter: DeliveryFilter) => Made {
  const made = {
    all: make(''),
    repository: make('WHERE repository = ?'),
    status: make('WHERE status = ?'),
    // The plus keeps SQLite from walking through all handled deliveries for those of one repository.
    both: make('WHERE repository = ? AND +status = ?'),
  };
  return ({ repository, status }) => {
    if (repository === undefined) return status === undefined ? made.all : made.status;
    return status === undefined ? made.repository : made.both;
  };
}

function valuesOf({ repository, status }: DeliveryFilter): readonly SqlValue[] {
  return [repository, status].flatMap((value) => value ?? []);
}

function stateOf(row: Row): RunState {
  return {
    number: numberIn(row, 'number'),
    status: word(row, 'status', STATUSES),
    conclusion: wordOrNull(row, 'conclusion', CONCLUSIONS),
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
