import type { JsonObject, RepositoryName, RunId, WorkflowOutcome } from '../../events/index.ts';
import type { Database, Row, Statement } from '../sqlite/index.ts';
import { type Columns, timeText, writeRow } from './document-columns.ts';
import { DOCUMENT_TABLES } from './document-tables.ts';
import { workflowId } from './numeric-id.ts';
import { type RowValues, RUN_DOCUMENT_VERSION, type RunDocument } from './run-document.ts';
import { WriteStatement } from './write-statement.ts';

/** An event of a partition, by its place. */
export interface EventPlace {
  readonly partition: number;
  readonly offset: number;
  /** When the log stamped it: milliseconds since 1970 UTC. */
  readonly timestamp: number;
}

/** Finished runs as documents: what `run.json` holds, so that an index can be made without the run's events. */
export class RunDocuments {
  readonly #select;
  readonly #insert;

  constructor(database: Database) {
    this.#select = prepareSelects(database);
    this.#insert = prepareInserts(database);
  }

  /**
   * All that the index has of a finished run, as JSON for people and for `add`.
   * @param upTo the event up to which it is true
   * @returns null where there is no such run, or it is not over
   */
  of(run: RunId, upTo: EventPlace): string | null {
    const select = this.#select;
    const row = select.run.get(run);
    if (row === undefined || row['status'] !== 'completed') return null;
    const { repository = null, workflow = null, delivery = null } = row;
    const orNull = (columns: Columns, found: Row | undefined): JsonObject | null =>
      found === undefined ? null : writeRow(columns, found);
    const document = {
      version: RUN_DOCUMENT_VERSION,
      partition: upTo.partition,
      offset: upTo.offset,
      timestamp: timeText(upTo.timestamp),
      run: writeRow(DOCUMENT_TABLES.runs, row),
      attempts: select.attempts.all(run).map((attempt) => writeRow(DOCUMENT_TABLES.run_attempts, attempt)),
      jobs: select.jobs.all(run).map((job) => this.#job(job)),
      workflow: orNull(DOCUMENT_TABLES.workflows, select.workflow.get(workflow)),
      repository: orNull(DOCUMENT_TABLES.repositories, select.repository.get(repository)),
      delivery: orNull(DOCUMENT_TABLES.deliveries, select.delivery.get(repository, delivery)),
      ...orNull(DOCUMENT_TABLES.run_facts, select.facts.get(run)),
    };
    return `${JSON.stringify(document, null, 2)}\n`;
  }

  /** Adds a run in place of what is there of it. Within a transaction. */
  add({ run, repository, rows }: RunDocument): void {
    const insert = this.#insert;
    insert.run.run(...rows.run);
    insert.facts.run(...rows.facts, run);
    for (const attempt of rows.attempts) insert.attempt.run(...attempt, run);
    for (const { job, steps } of rows.jobs) {
      insert.job.run(...job, run);
      for (const step of steps) insert.step.run(...step, job[0] ?? null);
    }
    if (rows.workflow !== null) insert.workflow.run(...rows.workflow, repository);
    if (rows.repository !== null) insert.repository.run(...rows.repository, repository);
    if (rows.delivery !== null) this.#addDelivery(rows.delivery, repository);
  }

  #addDelivery(values: RowValues, repository: RepositoryName): void {
    const [delivery = null] = values;
    this.#insert.delivery.run(...values, repository, repository, delivery);
    const columns = Object.fromEntries(DOCUMENT_TABLES.deliveries.map(({ name }, at) => [name, values[at]]));
    const { event, handled_at: seenAt = null, workflows_json: outcomes } = columns;
    // As in the projection: a dispatch names what it likes.
    if (event === 'workflow_dispatch' || typeof outcomes !== 'string') return;
    const workflows: readonly WorkflowOutcome[] = JSON.parse(outcomes);
    for (const { path, name = path } of workflows) {
      this.#insert.seen.run(workflowId(repository, path), repository, path, name, seenAt, seenAt);
    }
  }

  #job(job: Row): JsonObject {
    const steps = this.#select.steps.all(job['id'] ?? null);
    return {
      ...writeRow(DOCUMENT_TABLES.jobs, job),
      steps: steps.map((step) => writeRow(DOCUMENT_TABLES.steps, step)),
    };
  }
}

function prepareSelects(database: Database) {
  const select = (table: string, columns: Columns, where: string): Statement =>
    database.prepare(`SELECT ${namesOf(columns)} FROM ${table} WHERE ${where}`);
  const { runs, run_facts, run_attempts, jobs, steps, workflows, repositories, deliveries } = DOCUMENT_TABLES;
  return {
    run: select('runs', runs, 'id = ?'),
    facts: select('run_facts', run_facts, 'run = ?'),
    attempts: select('run_attempts', run_attempts, 'run = ? ORDER BY attempt'),
    jobs: select('jobs', jobs, 'run = ? ORDER BY id'),
    steps: select('steps', steps, 'job = ? ORDER BY number'),
    workflow: select('workflows', workflows, 'id = ?'),
    repository: select('repositories', repositories, 'name = ?'),
    delivery: select(
      'deliveries',
      deliveries,
      `repository = ? AND delivery = ? AND status <> 'pending' ORDER BY sequence DESC LIMIT 1`,
    ),
  };
}

function prepareInserts(database: Database) {
  const insert = (table: string, columns: Columns, owner?: string): Statement => {
    const names = owner === undefined ? namesOf(columns) : `${namesOf(columns)}, ${owner}`;
    return database.prepare(`REPLACE INTO ${table} (${names}) VALUES (${placesOf(names)})`);
  };
  const upsert = (
    table: string,
    columns: Columns,
    owner: string,
    key: string,
    changes: string,
  ): Statement => {
    const names = `${namesOf(columns)}, ${owner}`;
    return database.prepare(`INSERT INTO ${table} (${names}) VALUES (${placesOf(names)})
      ON CONFLICT (${key}) DO UPDATE SET ${changes}, created_at = min(created_at, excluded.created_at),
        updated_at = max(updated_at, excluded.updated_at)`);
  };
  const { runs, run_facts, run_attempts, jobs, steps, workflows, repositories, deliveries } = DOCUMENT_TABLES;
  return {
    run: insert('runs', runs),
    facts: insert('run_facts', run_facts, 'run'),
    attempt: insert('run_attempts', run_attempts, 'run'),
    job: insert('jobs', jobs, 'run'),
    step: insert('steps', steps, 'job'),
    workflow: upsert(
      'workflows',
      workflows,
      'repository',
      'id',
      // A file that an earlier program wrote says nothing of it; files come in any order.
      `name = excluded.name, dispatch_json = CASE WHEN excluded.dispatch_json IS NULL
        OR (dispatch_json IS NOT NULL AND excluded.updated_at < updated_at) THEN dispatch_json
        ELSE excluded.dispatch_json END`,
    ),
    /** A file that started no run: it is known, no more. */
    seen: new WriteStatement(
      database,
      `INSERT INTO workflows (id, repository, path, name, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET created_at = min(created_at, excluded.created_at),
         updated_at = max(updated_at, excluded.updated_at)`,
    ),
    repository: upsert(
      'repositories',
      repositories,
      'name',
      'name',
      'url = excluded.url, default_branch = excluded.default_branch',
    ),
    // Several runs share one; a payload is only needed until a delivery is handled.
    delivery: database.prepare(
      `INSERT INTO deliveries (${namesOf(deliveries)}, repository, payload_json)
       SELECT ${placesOf(`${namesOf(deliveries)}, repository`)}, '{}'
       WHERE NOT EXISTS (SELECT 1 FROM deliveries WHERE repository = ? AND delivery = ?)`,
    ),
  };
}

function namesOf(columns: Columns): string {
  return columns.map(({ name }) => name).join(', ');
}

function placesOf(names: string): string {
  return names.replaceAll(/\w+/g, '?');
}
