import type {
  CallCompleted,
  Conclusion,
  JobCancelled,
  JobCompleted,
  JobGranted,
  JobIntroduction,
  JobOffered,
  JobReturned,
  JobSkipped,
  JobStarted,
  JobWaiting,
  OfJob,
  RerunRequested,
  StepCompleted,
  StepStarted,
  WorkerId,
  WorkflowCalled,
} from '../../events/index.ts';
import { isJobId, isRepositoryName, isRunId, MAX_PARTITIONS } from '../../events/index.ts';
import type { Database } from '../sqlite/index.ts';
import { identity, named } from './columns.ts';
import type { LostJob } from './folded-event.ts';
import { WriteStatement } from './write-statement.ts';

/** Writes job attempts and their steps. */
export class JobProjection {
  readonly #introduce;
  readonly #carry;
  readonly #offer;
  readonly #call;
  readonly #grant;
  readonly #start;
  readonly #cancelling;
  readonly #complete;
  readonly #endSteps;
  readonly #giveBack;
  readonly #lostJobs;
  readonly #stepStarted;
  readonly #stepCompleted;

  constructor(database: Database) {
    this.#introduce = new WriteStatement(
      database,
      `INSERT INTO jobs
         (id, run, run_attempt, key, leg, attempt, name, folder, leg_json, status, reason, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET status = excluded.status, reason = excluded.reason, returned = 0`,
    );
    this.#carry = new WriteStatement(
      database,
      `INSERT OR IGNORE INTO jobs
         (id, run, run_attempt, key, leg, attempt, name, folder, leg_json, continue_on_error, status, conclusion,
          created_at, completed_at, outputs_json, calls)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'completed', ?, ?, ?, ?, ?)`,
    );
    this.#offer = new WriteStatement(
      database,
      `UPDATE jobs SET labels_json = ?, continue_on_error = ? WHERE id = ?`,
    );
    this.#call = new WriteStatement(database, `UPDATE jobs SET calls = ?, started_at = ? WHERE id = ?`);
    this.#grant = new WriteStatement(database, `UPDATE jobs SET worker = ? WHERE id = ?`);
    this.#start = new WriteStatement(
      database,
      `UPDATE jobs SET status = 'in_progress', started_at = ?, worker_name = ? WHERE id = ?`,
    );
    this.#cancelling = new WriteStatement(database, `UPDATE jobs SET reason = ? WHERE id = ?`);
    this.#complete = new WriteStatement(
      database,
      `UPDATE jobs SET status = 'completed', conclusion = ?, reason = coalesce(?, reason), completed_at = ?,
         outputs_json = ?, annotations_json = ?
       WHERE id = ?`,
    );
    this.#endSteps = new WriteStatement(
      database,
      `UPDATE steps SET status = 'completed', conclusion = ?, completed_at = ?
       WHERE job = ? AND status <> 'completed'`,
    );
    this.#giveBack = new WriteStatement(
      database,
      `UPDATE jobs SET status = 'completed', conclusion = 'cancelled', returned = 1, reason = ?, completed_at = ?
       WHERE id = ?`,
    );
    this.#lostJobs = database.prepare(
      `SELECT jobs.id AS id, jobs.run AS run, jobs.started_at AS started_at, runs.repository AS repository
       FROM jobs JOIN runs ON runs.id = jobs.run
       WHERE jobs.worker = ? AND jobs.status <> 'completed' AND jobs.id % ${MAX_PARTITIONS} = ?`,
    );
    this.#stepStarted = new WriteStatement(
      database,
      `INSERT OR IGNORE INTO steps (job, number, name, file, status, started_at)
       VALUES (?, ?, ?, ?, 'in_progress', ?)`,
    );
    this.#stepCompleted = new WriteStatement(
      database,
      `INSERT INTO steps
         (job, number, name, file, status, conclusion, completed_at, lines, bytes, summary, annotations_json)
       VALUES (?, ?, ?, ?, 'completed', ?, ?, ?, ?, ?, ?)
       ON CONFLICT (job, number) DO UPDATE SET
         name = excluded.name, file = excluded.file, status = 'completed', conclusion = excluded.conclusion,
         completed_at = excluded.completed_at, lines = excluded.lines, bytes = excluded.bytes,
         summary = excluded.summary, annotations_json = excluded.annotations_json`,
    );
  }

  /** The attempts that a rerun names are known, unless the events of their time are gone. */
  carried({ run, runAttempt, pinned }: RerunRequested, now: number): void {
    for (const job of pinned.jobs) {
      this.#carry.run(
        job.job,
        run,
        runAttempt - 1,
        job.key,
        job.leg.index,
        job.attempt,
        job.name,
        job.folder,
        JSON.stringify(job.leg),
        job.continueOnError ? 1 : 0,
        job.conclusion,
        now,
        now,
        JSON.stringify(job.outputs),
        job.calls ?? null,
      );
    }
  }

  waiting(event: JobWaiting, now: number): void {
    this.#introduced(event, 'waiting', event.reason, now);
  }

  offered(event: JobOffered, now: number): void {
    this.#introduced(event, 'queued', null, now);
    this.#offer.run(JSON.stringify(event.labels), event.continueOnError ? 1 : 0, event.job);
  }

  /** From here on its nested jobs are shown instead of it. */
  called(event: WorkflowCalled, now: number): void {
    this.#introduced(event, 'in_progress', null, now);
    this.#call.run(event.path, now, event.job);
  }

  callCompleted(event: CallCompleted, now: number): void {
    const outputs = JSON.stringify(event.outputs);
    this.#complete.run(event.conclusion, event.reason ?? null, now, outputs, '[]', event.job);
  }

  granted(event: JobGranted): void {
    this.#grant.run(event.worker, event.job);
  }

  started(event: JobStarted, now: number): void {
    this.#start.run(now, event.workerName, event.job);
  }

  skipped(event: JobSkipped, now: number): void {
    this.#introduced(event, 'completed', event.reason, now);
    this.#end(event, 'skipped', event.reason, now);
  }

  /** Without a conclusion the worker was only asked to stop it. One that was given back before ends with this. */
  cancelled(event: JobCancelled, now: number): void {
    if (event.conclusion === null) {
      this.#cancelling.run(event.reason, event.job);
      return;
    }
    this.#introduced(event, 'completed', event.reason, now);
    this.#end(event, event.conclusion, event.reason, now);
  }

  completed(event: JobCompleted, now: number): void {
    this.#complete.run(
      event.conclusion,
      event.reason ?? null,
      now,
      JSON.stringify(event.outputs),
      JSON.stringify(event.annotations),
      event.job,
    );
    this.#endSteps.run(event.conclusion, now, event.job);
  }

  /** It never started; its leg goes on as another attempt. */
  returned(event: JobReturned, now: number): void {
    this.#giveBack.run(event.reason, now, event.job);
  }

  /**
   * What the worker had in `partition`: attempts that had started fail, the others go on as other attempts.
   * @returns the attempts changed
   */
  workerLost(worker: WorkerId, partition: number, reason: string, now: number): readonly LostJob[] {
    return this.#lostJobs.all(worker, partition).map((row) => {
      const id = identity(row, 'id', isJobId);
      if (row['started_at'] === null) {
        this.#giveBack.run(reason, now, id);
      } else {
        this.#complete.run('failure', `The worker was lost: ${reason}`, now, '{}', '[]', id);
        this.#endSteps.run('failure', now, id);
      }
      const repository = named(row, 'repository', isRepositoryName);
      return { repository, run: identity(row, 'run', isRunId), job: id };
    });
  }

  stepStarted(event: StepStarted, now: number): void {
    this.#stepStarted.run(event.job, event.step, event.name, event.file, now);
  }

  stepCompleted(event: StepCompleted, now: number): void {
    this.#stepCompleted.run(
      event.job,
      event.step,
      event.name,
      event.file,
      event.conclusion,
      now,
      event.log.lines,
      event.log.bytes,
      event.summary ?? null,
      JSON.stringify(event.annotations),
    );
  }

  #introduced(event: OfJob & JobIntroduction, status: string, reason: string | null, now: number): void {
    this.#introduce.run(
      event.job,
      event.run,
      event.runAttempt,
      event.key,
      event.leg.index,
      event.attempt,
      event.name,
      event.folder,
      JSON.stringify(event.leg),
      status,
      reason,
      now,
    );
  }

  #end(event: OfJob, conclusion: Conclusion, reason: string, now: number): void {
    this.#complete.run(conclusion, reason, now, '{}', '[]', event.job);
    this.#endSteps.run(conclusion, now, event.job);
  }
}
