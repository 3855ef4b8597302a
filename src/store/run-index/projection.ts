import type { RunbookEvent, RunId } from '../../events/index.ts';
import type { Database } from '../sqlite/index.ts';
import type { LostJob } from './folded-event.ts';
import { JobProjection } from './job-projection.ts';
import { RepositoryProjection } from './repository-projection.ts';
import type { EventPlace } from './run-documents.ts';
import type { RunFileMarks } from './run-file-marks.ts';
import { RunProjection } from './run-projection.ts';
import type { RunQueries } from './run-queries.ts';

/** Writes what a counted event changes in the index. */
export class Projection {
  readonly #runs: RunQueries;
  readonly #files: RunFileMarks;
  readonly #repositoryProjection: RepositoryProjection;
  readonly #runProjection: RunProjection;
  readonly #jobProjection: JobProjection;

  constructor(database: Database, runs: RunQueries, files: RunFileMarks) {
    this.#runs = runs;
    this.#files = files;
    this.#repositoryProjection = new RepositoryProjection(database);
    this.#runProjection = new RunProjection(database);
    this.#jobProjection = new JobProjection(database);
  }

  /**
   * Adds an event; `isKnown` says whether the index has a run as it was after the event already.
   * @returns the attempts that it changed without naming them
   */
  add(event: RunbookEvent, place: EventPlace, isKnown: (run: RunId) => boolean): readonly LostJob[] {
    this.#addToRepository(event, place.timestamp);
    if ('run' in event) {
      if (!isKnown(event.run)) this.#addToRun(event, place);
    } else if (event.type === 'worker_lost') {
      return this.#jobProjection.workerLost(event.worker, place.partition, event.reason, place.timestamp);
    }
    return [];
  }

  /** What an event says of its repository, deliveries and workflows. */
  #addToRepository(event: RunbookEvent, now: number): void {
    const projection = this.#repositoryProjection;
    switch (event.type) {
      case 'repository_registered':
        return projection.registered(event, now);
      case 'repository_removed':
        return projection.removed(event.repository, now);
      case 'secret_set':
        return projection.secretSet(event, now);
      case 'secret_removed':
        return projection.secretRemoved(event);
      case 'delivery_received':
        return projection.received(event, now);
      case 'dispatch_requested':
        return projection.dispatched(event, now);
      case 'delivery_handled':
        return projection.handled(event, now);
      case 'delivery_failed':
        return projection.failed(event, now);
      case 'run_requested':
        projection.workflow(event.repository, event.workflow.path, event.workflow.name, now);
        return projection.defaultBranch(event.repository, event.defaultBranch);
      case 'workflow_rejected':
        return projection.workflow(event.repository, event.workflow.path, event.workflow.name, now);
      case 'rerun_requested':
        return projection.pinned(event, now);
      case 'cancel_requested':
      case 'partition_owned':
      case 'worker_lost':
      case 'run_completed':
      case 'job_waiting':
      case 'job_offered':
      case 'workflow_called':
      case 'call_completed':
      case 'job_claimed':
      case 'job_granted':
      case 'job_skipped':
      case 'job_cancelled':
      case 'job_started':
      case 'job_completed':
      case 'job_returned':
      case 'step_started':
      case 'step_completed':
        return undefined;
    }
  }

  /** What an event says of its run, the run's jobs and their steps. */
  #addToRun(event: Extract<RunbookEvent, { readonly run: RunId }>, place: EventPlace): void {
    const now = place.timestamp;
    switch (event.type) {
      case 'run_requested':
        return this.#runProjection.requested(
          event,
          this.#runs.payload(event.repository, event.delivery),
          now,
        );
      case 'workflow_rejected':
        this.#runProjection.rejected(event, now);
        return this.#files.complete(event.run, place);
      case 'delivery_failed':
        this.#runProjection.failed(event, now);
        return this.#files.complete(event.run, place);
      case 'run_completed':
        this.#runProjection.completed(event, now);
        return this.#files.complete(event.run, place);
      case 'rerun_requested':
        this.#jobProjection.carried(event, now);
        this.#runProjection.rerun(event, now);
        return this.#files.reopen(event.run);
      case 'job_waiting':
        return this.#jobProjection.waiting(event, now);
      case 'job_offered':
        return this.#jobProjection.offered(event, now);
      case 'workflow_called':
        return this.#jobProjection.called(event, now);
      case 'call_completed':
        return this.#jobProjection.callCompleted(event, now);
      case 'job_granted':
        return this.#jobProjection.granted(event);
      case 'job_skipped':
        return this.#jobProjection.skipped(event, now);
      case 'job_cancelled':
        return this.#jobProjection.cancelled(event, now);
      case 'job_started':
        this.#jobProjection.started(event, now);
        return this.#runProjection.started(event, now);
      case 'step_started':
        return this.#jobProjection.stepStarted(event, now);
      case 'step_completed':
        return this.#jobProjection.stepCompleted(event, now);
      case 'job_completed':
        return this.#jobProjection.completed(event, now);
      case 'job_returned':
        return this.#jobProjection.returned(event, now);
      case 'cancel_requested':
      case 'job_claimed':
        return undefined;
    }
  }
}
