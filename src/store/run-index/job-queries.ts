import type { EarlierLeg, JobId, RunId } from '../../events/index.ts';
import { isJobId, isRunId } from '../../events/index.ts';
import { type Database, numberIn, numberOrNullIn, type Row, textIn, textOrNullIn } from '../sqlite/index.ts';
import { identity, word, wordOrNull } from './columns.ts';
import { CONCLUSIONS, type JobRecord, type JobTry, STATUSES, type StepRecord } from './records.ts';

const STEP_STATUSES = ['in_progress', 'completed'] as const;

/**
 * Reads job attempts and their steps. Attempts that were handed back before they started are left out of lists; so
 * are calls, of which the nested jobs are shown, where it is not said otherwise.
 */
export class JobQueries {
  readonly #get;
  readonly #ofRun;
  readonly #ofAttempt;
  readonly #legsEver;
  readonly #tries;
  readonly #carried;
  readonly #steps;
  readonly #step;
  readonly #countByStatus;

  constructor(database: Database) {
    this.#get = database.prepare(`SELECT * FROM jobs WHERE id = ?`);
    this.#ofRun = database.prepare(
      `SELECT * FROM jobs WHERE run = ? AND returned = 0 AND (calls IS NULL OR reason IS NOT NULL)
       ORDER BY id`,
    );
    this.#ofAttempt = database.prepare(
      `SELECT * FROM jobs WHERE run = ? AND run_attempt = ? AND returned = 0 ORDER BY id`,
    );
    // Of a group SQLite gives the other columns of the row that has the maximum.
    this.#legsEver = database.prepare(
      `SELECT key, leg, attempt, folder, max(id) FROM jobs WHERE run = ? GROUP BY key, leg ORDER BY id`,
    );
    this.#tries = database.prepare(
      `SELECT id, key, leg, attempt, run_attempt FROM jobs
       WHERE run = ? AND returned = 0 AND calls IS NULL AND started_at IS NOT NULL ORDER BY id`,
    );
    this.#carried = database.prepare(`SELECT carried_json FROM run_attempts WHERE run = ? AND attempt = ?`);
    this.#steps = database.prepare(`SELECT * FROM steps WHERE job = ? ORDER BY number`);
    this.#step = database.prepare(`SELECT * FROM steps WHERE job = ? AND number = ?`);
    this.#countByStatus = database.prepare(
      `SELECT status, count(*) AS count FROM jobs WHERE status <> 'completed' AND calls IS NULL GROUP BY status`,
    );
  }

  get(job: JobId): JobRecord | null {
    const row = this.#get.get(job);
    return row === undefined ? null : jobOf(row);
  }

  /** Every attempt of every leg, oldest first. */
  ofRun(run: RunId): readonly JobRecord[] {
    return this.#ofRun.all(run).map(jobOf);
  }

  /** The newest attempt of every leg in one run attempt, those taken over from earlier ones included. */
  ofAttempt(run: RunId, attempt: number): readonly JobRecord[] {
    return this.legsOfAttempt(run, attempt).filter(isShown);
  }

  /** As `ofAttempt`, calls included. */
  legsOfAttempt(run: RunId, attempt: number): readonly JobRecord[] {
    const newest = new Map<string, JobRecord>();
    const row = this.#carried.get(run, attempt);
    const carried: readonly JobId[] = row === undefined ? [] : JSON.parse(textIn(row, 'carried_json'));
    for (const id of carried) {
      const job = this.get(id);
      if (job !== null) newest.set(legKey(job), job);
    }
    for (const job of this.#ofAttempt.all(run, attempt).map(jobOf)) newest.set(legKey(job), job);
    return [...newest.values()].sort((one, other) => one.id - other.id);
  }

  /** Every leg that a run ever had, with its newest attempt; those that were handed back count, too. */
  legsEver(run: RunId): readonly EarlierLeg[] {
    return this.#legsEver.all(run).map((row) => ({
      key: textIn(row, 'key'),
      leg: numberIn(row, 'leg'),
      attempt: numberIn(row, 'attempt'),
      folder: textIn(row, 'folder'),
    }));
  }

  /** Every try of every leg that a worker has started, oldest first: those that have steps and logs. */
  tries(run: RunId): readonly JobTry[] {
    return this.#tries.all(run).map((row) => ({
      id: identity(row, 'id', isJobId),
      key: textIn(row, 'key'),
      leg: numberIn(row, 'leg'),
      attempt: numberIn(row, 'attempt'),
      runAttempt: numberIn(row, 'run_attempt'),
    }));
  }

  /** In order. */
  steps(job: JobId): readonly StepRecord[] {
    return this.#steps.all(job).map(stepOf);
  }

  step(job: JobId, number: number): StepRecord | null {
    const row = this.#step.get(job, number);
    return row === undefined ? null : stepOf(row);
  }

  /** How many attempts are not over, by status; calls are not among them, for nothing runs in them itself. */
  counts(): readonly { readonly status: string; readonly count: number }[] {
    return this.#countByStatus
      .all()
      .map((row) => ({ status: textIn(row, 'status'), count: numberIn(row, 'count') }));
  }
}

/** Whether a job is one to show: of a call its nested jobs are, unless it says itself why it failed. */
export function isShown({ calls, reason }: JobRecord): boolean {
  return calls === null || reason !== null;
}

function legKey(job: JobRecord): string {
  return `${job.leg.index} ${job.key}`;
}

function jobOf(row: Row): JobRecord {
  return {
    id: identity(row, 'id', isJobId),
    run: identity(row, 'run', isRunId),
    runAttempt: numberIn(row, 'run_attempt'),
    key: textIn(row, 'key'),
    leg: JSON.parse(textIn(row, 'leg_json')),
    attempt: numberIn(row, 'attempt'),
    name: textIn(row, 'name'),
    folder: textIn(row, 'folder'),
    labels: JSON.parse(textIn(row, 'labels_json')),
    continueOnError: numberIn(row, 'continue_on_error') === 1,
    status: word(row, 'status', STATUSES),
    conclusion: wordOrNull(row, 'conclusion', CONCLUSIONS),
    reason: textOrNullIn(row, 'reason'),
    worker: textOrNullIn(row, 'worker'),
    workerName: textOrNullIn(row, 'worker_name'),
    createdAt: numberIn(row, 'created_at'),
    startedAt: numberOrNullIn(row, 'started_at'),
    completedAt: numberOrNullIn(row, 'completed_at'),
    outputs: JSON.parse(textIn(row, 'outputs_json')),
    calls: textOrNullIn(row, 'calls'),
    annotations: JSON.parse(textIn(row, 'annotations_json')),
  };
}

function stepOf(row: Row): StepRecord {
  return {
    number: numberIn(row, 'number'),
    name: textIn(row, 'name'),
    file: textOrNullIn(row, 'file'),
    status: word(row, 'status', STEP_STATUSES),
    conclusion: wordOrNull(row, 'conclusion', CONCLUSIONS),
    startedAt: numberOrNullIn(row, 'started_at'),
    completedAt: numberOrNullIn(row, 'completed_at'),
    lines: numberIn(row, 'lines'),
    bytes: numberIn(row, 'bytes'),
    summary: textOrNullIn(row, 'summary'),
    annotations: JSON.parse(textIn(row, 'annotations_json')),
  };
}
