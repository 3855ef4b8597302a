import {
  isJobId,
  isRepositoryName,
  isRunId,
  isWorkerId,
  type JobId,
  MAX_PARTITIONS,
  type RunId,
  type WorkerId,
} from '../../events/index.ts';
import { type Database, numberIn, type Row, textIn } from '../sqlite/index.ts';
import type { StepLogRef } from '../step-log.ts';
import { identity, named } from './columns.ts';

/** The log of a step that has completed: where it lies, whose it is, and how long it is. */
export interface CompletedLog extends StepLogRef {
  readonly run: RunId;
  readonly job: JobId;
  readonly worker: WorkerId;
  /** The step's number. */
  readonly step: number;
  /** What its file has when it is complete: 1 or more. */
  readonly bytes: number;
  /** Milliseconds since 1970 UTC, by the log's clock. */
  readonly completedAt: number;
}

/** Runs of one page. */
const PAGE = 200;

const COMPLETED_LOG = `SELECT runs.repository, runs.number AS run_number, runs.id AS run, jobs.id AS job,
    jobs.worker, jobs.folder, steps.number AS step, steps.file, steps.bytes, steps.completed_at
  FROM steps JOIN jobs ON jobs.id = steps.job JOIN runs ON runs.id = jobs.run
  WHERE steps.status = 'completed' AND steps.file IS NOT NULL AND steps.bytes > 0 AND jobs.worker IS NOT NULL`;

/** What the index keeps and knows for output that comes through `runbook.logs`. */
export class OutputIndex {
  readonly #positions;
  readonly #save;
  readonly #forget;
  readonly #exists;
  readonly #newer;
  readonly #log;
  readonly #logsOfRun;
  readonly #completedRuns;
  readonly #openRuns;

  constructor(database: Database) {
    this.#positions = database.prepare(`SELECT partition, next_offset FROM output_positions`);
    this.#save = database.prepare(
      `INSERT INTO output_positions (partition, next_offset) VALUES (?, ?)
       ON CONFLICT (partition) DO UPDATE SET next_offset = excluded.next_offset`,
    );
    this.#forget = database.prepare(`DELETE FROM output_positions`);
    this.#exists = database.prepare(`SELECT 1 FROM runs WHERE id = ?`);
    this.#newer = database.prepare(`SELECT 1 FROM runs WHERE id > ? AND id % ${MAX_PARTITIONS} = ? LIMIT 1`);
    this.#log = database.prepare(`${COMPLETED_LOG} AND steps.job = ? AND steps.number = ?`);
    this.#logsOfRun = database.prepare(`${COMPLETED_LOG} AND jobs.run = ? ORDER BY jobs.id, steps.number`);
    this.#completedRuns = database.prepare(
      `SELECT id, completed_at FROM runs WHERE (completed_at, id) > (?, ?) ORDER BY completed_at, id LIMIT ?`,
    );
    this.#openRuns = database.prepare(
      `SELECT id FROM runs WHERE status IN ('queued', 'waiting', 'in_progress') AND id > ? ORDER BY id LIMIT ?`,
    );
  }

  /** The first offset of `runbook.logs` whose output may not be in the log files, by partition. */
  positions(): ReadonlyMap<number, number> {
    return new Map(
      this.#positions.all().map((row) => [numberIn(row, 'partition'), numberIn(row, 'next_offset')]),
    );
  }

  /** Everything before `next` in a partition of `runbook.logs` is in the log files. */
  savePosition(partition: number, next: number): void {
    this.#save.run(partition, next);
  }

  /** The positions are not those of this topic. */
  forgetPositions(): void {
    this.#forget.run();
  }

  /**
   * Whether a run once was in the index and is not any more: ids of a partition are counted, so one that is not
   * there while a later one is was removed.
   */
  wasRemoved(run: RunId): boolean {
    if (this.#exists.get(run) !== undefined) return false;
    return this.#newer.get(run, run % MAX_PARTITIONS) !== undefined;
  }

  /** The log of a completed step; null where it has none, or an empty one. */
  log(job: JobId, step: number): CompletedLog | null {
    const row = this.#log.get(job, step);
    return row === undefined ? null : completedLogOf(row);
  }

  /** The logs of all completed steps of a run, in all its attempts, without empty ones. */
  logsOf(run: RunId): readonly CompletedLog[] {
    return this.#logsOfRun.all(run).map(completedLogOf);
  }

  /** Runs that completed at `since` (milliseconds since 1970 UTC) or later, or have not completed; page by page. */
  *recentRuns(since: number): Generator<readonly RunId[]> {
    for (let time = since, last = 0; ; ) {
      const rows = this.#completedRuns.all(time, last, PAGE);
      const newest = rows.at(-1);
      if (newest === undefined) break;
      yield rows.map(idOf);
      time = numberIn(newest, 'completed_at');
      last = idOf(newest);
    }
    for (let last = 0; ; ) {
      const rows = this.#openRuns.all(last, PAGE);
      const newest = rows.at(-1);
      if (newest === undefined) break;
      yield rows.map(idOf);
      last = idOf(newest);
    }
  }
}

function idOf(row: Row): RunId {
  return identity(row, 'id', isRunId);
}

function completedLogOf(row: Row): CompletedLog {
  return {
    repository: named(row, 'repository', isRepositoryName),
    runNumber: numberIn(row, 'run_number'),
    folder: textIn(row, 'folder'),
    file: textIn(row, 'file'),
    run: identity(row, 'run', isRunId),
    job: identity(row, 'job', isJobId),
    worker: named(row, 'worker', isWorkerId),
    step: numberIn(row, 'step'),
    bytes: numberIn(row, 'bytes'),
    completedAt: numberIn(row, 'completed_at'),
  };
}
