import type {
  JsonObject,
  PinnedJob,
  PinnedRun,
  Problem,
  RepositoryName,
  RunFacts,
  RunId,
} from '../../events/index.ts';
import { isDeliveryId, isRepositoryName, isRunId } from '../../events/index.ts';
import {
  type Database,
  numberIn,
  numberOrNullIn,
  type Row,
  type Statement,
  textIn,
  textOrNullIn,
} from '../sqlite/index.ts';
import { identity, named, word, wordOrNull } from './columns.ts';
import type { JobQueries } from './job-queries.ts';
import { CONCLUSIONS, type JobRecord, type RunAttemptRecord, type RunRecord, STATUSES } from './records.ts';
import { conditionsOf, type RunFilter } from './run-filter.ts';

/** A part of a list. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** The most prepared lists kept; there are few combinations of filters in use. */
const STATEMENTS_KEPT = 200;

/** The columns of a run that `runOf` reads. */
export const RUN_COLUMNS = `id, repository, number, workflow, path, workflow_name, title, delivery, event, actor,
  triggering_actor, branch, sha, message, head_commit_json, attempt, status, conclusion, reason, created_at, started_at,
  updated_at, completed_at`;

/** Reads runs. */
export class RunQueries {
  readonly #database;
  readonly #jobs;
  readonly #get;
  readonly #attempt;
  readonly #attempts;
  readonly #byNumber;
  readonly #ofDelivery;
  readonly #facts;
  readonly #errors;
  readonly #source;
  readonly #countAll;
  readonly #countUnfinished;
  readonly #lists = new Map<string, Statement>();

  constructor(database: Database, jobs: JobQueries) {
    this.#database = database;
    this.#jobs = jobs;
    this.#get = database.prepare(`SELECT ${RUN_COLUMNS} FROM runs WHERE id = ?`);
    this.#attempt = database.prepare(`SELECT * FROM run_attempts WHERE run = ? AND attempt = ?`);
    this.#attempts = database.prepare(`SELECT * FROM run_attempts WHERE run = ? ORDER BY attempt DESC`);
    this.#byNumber = database.prepare(`SELECT ${RUN_COLUMNS} FROM runs WHERE repository = ? AND number = ?`);
    this.#ofDelivery = database.prepare(`SELECT payload_json FROM deliveries
      WHERE repository = ? AND delivery = ? ORDER BY sequence DESC LIMIT 1`);
    this.#facts = database.prepare(`SELECT facts_json FROM run_facts WHERE run = ?`);
    // Facts are large and lie before the errors: SQLite reads past them only where there can be errors.
    this.#errors = database.prepare(`SELECT errors_json FROM run_facts WHERE run = ? AND facts_json IS NULL`);
    this.#source = database.prepare(
      // Facts of a file that somebody edited may hold anything there.
      `SELECT coalesce(iif(json_type(facts_json, '$.source') = 'text', facts_json ->> '$.source', NULL), source) AS source
       FROM run_facts WHERE run = ?`,
    );
    // SQLite counts a whole table without looking at its rows; counting 100,000 by their status takes it 200 ms.
    this.#countAll = database.prepare(`SELECT count(*) AS count FROM runs`);
    const unfinished = STATUSES.filter((status) => status !== 'completed');
    this.#countUnfinished = database.prepare(
      `SELECT status, count(*) AS count FROM runs WHERE status IN ('${unfinished.join("', '")}') GROUP BY status`,
    );
  }

  get(run: RunId): RunRecord | null {
    const row = this.#get.get(run);
    return row === undefined ? null : runOf(row);
  }

  /** The run as it was in one of its attempts; null where there was none. */
  atAttempt(run: RunId, attempt: number): RunRecord | null {
    const newest = this.get(run);
    const row = this.#attempt.get(run, attempt);
    if (newest === null || row === undefined) return null;
    const completedAt = numberOrNullIn(row, 'completed_at');
    const startedAt = numberIn(row, 'started_at');
    return {
      ...newest,
      attempt,
      triggeringActor: textIn(row, 'actor'),
      status: word(row, 'status', STATUSES),
      conclusion: wordOrNull(row, 'conclusion', CONCLUSIONS),
      reason: textOrNullIn(row, 'reason'),
      startedAt,
      completedAt,
      updatedAt: completedAt ?? newest.updatedAt,
    };
  }

  byNumber(repository: RepositoryName, number: number): RunRecord | null {
    const row = this.#byNumber.get(repository, number);
    return row === undefined ? null : runOf(row);
  }

  /** The attempts of a run, the newest first. */
  attempts(run: RunId): readonly RunAttemptRecord[] {
    return this.#attempts.all(run).map((row) => ({
      attempt: numberIn(row, 'attempt'),
      actor: textIn(row, 'actor'),
      status: word(row, 'status', STATUSES),
      conclusion: wordOrNull(row, 'conclusion', CONCLUSIONS),
      startedAt: numberIn(row, 'started_at'),
      completedAt: numberOrNullIn(row, 'completed_at'),
    }));
  }

  /** Newest first. */
  list(filter: RunFilter, page: Page): { readonly total: number; readonly runs: readonly RunRecord[] } {
    const { where, values } = conditionsOf(filter);
    // Ids first: what SQLite has to sort or to pass over is small then, and most of it stands in an index.
    const ids = `SELECT id FROM runs ${where} ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?`;
    const rows = this.#prepared(
      `SELECT ${RUN_COLUMNS} FROM runs WHERE id IN (${ids}) ORDER BY created_at DESC, id DESC`,
    ).all(...values, page.limit, page.offset);
    // A page that is not full tells the total. What is rare has SQLite read all runs for its page, what is common for
    // its count: so it does that once at most, 40 ms for 100,000 runs.
    const isLast = rows.length < page.limit && (rows.length > 0 || page.offset === 0);
    const total = isLast ? page.offset + rows.length : this.#count(where, values);
    return { total, runs: rows.map(runOf) };
  }

  /** What was fixed when the run was made; null for one that never had a definition. */
  facts(run: RunId): RunFacts | null {
    const row = this.#facts.get(run);
    return row === undefined || textOrNullIn(row, 'facts_json') === null
      ? null
      : JSON.parse(textIn(row, 'facts_json'));
  }

  /** The mistakes of a rejected workflow file; none where the run has a definition. */
  errors(run: RunId): readonly Problem[] {
    const row = this.#errors.get(run);
    return row === undefined ? [] : JSON.parse(textIn(row, 'errors_json'));
  }

  /** The text of the workflow file that a run is of, as it was at its commit; null where it is not known. */
  source(run: RunId): string | null {
    const row = this.#source.get(run);
    return row === undefined ? null : textOrNullIn(row, 'source');
  }

  /** The payload of a delivery, for the facts of the runs it starts. */
  payload(repository: RepositoryName, delivery: string): JsonObject | undefined {
    const row = this.#ofDelivery.get(repository, delivery);
    return row === undefined ? undefined : JSON.parse(textIn(row, 'payload_json'));
  }

  /** What `rerun_requested` carries; null for a run that never had a definition. */
  pinned(run: RunRecord): PinnedRun | null {
    const requested = this.facts(run.id);
    if (requested === null) return null;
    const jobs = this.#jobs.legsOfAttempt(run.id, run.attempt).flatMap(pinnedJob);
    const known = new Set(jobs.map(({ key, leg }) => `${leg.index} ${key}`));
    const earlier = this.#jobs.legsEver(run.id).filter(({ key, leg }) => !known.has(`${leg} ${key}`));
    return { requested, jobs, earlier };
  }

  /** How many runs there are, by status. */
  counts(): readonly { readonly status: string; readonly count: number }[] {
    const unfinished = this.#countUnfinished
      .all()
      .map((row) => ({ status: textIn(row, 'status'), count: numberIn(row, 'count') }));
    const row = this.#countAll.get();
    const total = row === undefined ? 0 : numberIn(row, 'count');
    const completed = unfinished.reduce((left, { count }) => left - count, total);
    return [...unfinished, { status: 'completed', count: completed }];
  }

  #count(where: string, values: readonly (string | number)[]): number {
    const row = this.#prepared(`SELECT count(*) AS count FROM runs ${where}`).get(...values);
    return row === undefined ? 0 : numberIn(row, 'count');
  }

  #prepared(sql: string): Statement {
    const known = this.#lists.get(sql);
    if (known !== undefined) return known;
    if (this.#lists.size >= STATEMENTS_KEPT) this.#lists.clear();
    const statement = this.#database.prepare(sql);
    this.#lists.set(sql, statement);
    return statement;
  }
}

/** A run as the index has it. */
export function runOf(row: Row): RunRecord {
  return {
    id: identity(row, 'id', isRunId),
    repository: named(row, 'repository', isRepositoryName),
    number: numberIn(row, 'number'),
    workflow: {
      id: numberIn(row, 'workflow'),
      path: textIn(row, 'path'),
      name: textIn(row, 'workflow_name'),
    },
    title: textIn(row, 'title'),
    delivery: named(row, 'delivery', isDeliveryId),
    event: textIn(row, 'event'),
    actor: textIn(row, 'actor'),
    triggeringActor: textIn(row, 'triggering_actor'),
    branch: textOrNullIn(row, 'branch'),
    sha: textIn(row, 'sha'),
    message: textIn(row, 'message'),
    headCommit: JSON.parse(textOrNullIn(row, 'head_commit_json') ?? 'null'),
    attempt: numberIn(row, 'attempt'),
    status: word(row, 'status', STATUSES),
    conclusion: wordOrNull(row, 'conclusion', CONCLUSIONS),
    reason: textOrNullIn(row, 'reason'),
    createdAt: numberIn(row, 'created_at'),
    startedAt: numberIn(row, 'started_at'),
    updatedAt: numberIn(row, 'updated_at'),
    completedAt: numberOrNullIn(row, 'completed_at'),
  };
}

/** The attempt as a rerun carries it; an attempt that is not over is left out. */
function pinnedJob(job: JobRecord): PinnedJob[] {
  if (job.conclusion === null) return [];
  return [
    {
      key: job.key,
      leg: job.leg,
      name: job.name,
      folder: job.folder,
      job: job.id,
      attempt: job.attempt,
      conclusion: job.conclusion,
      continueOnError: job.continueOnError,
      outputs: job.outputs,
      ...(job.calls === null ? {} : { calls: job.calls }),
    },
  ];
}
