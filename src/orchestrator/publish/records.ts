import {
  type Conclusion,
  type Draft,
  type FeedDraft,
  grantVersionOf,
  type JobId,
  type OfferPublished,
  type WorkerId,
} from '../../events/index.ts';
import { callAround, type LiveAttempt, type LostWorker, type StopOrder } from '../state/index.ts';
import { jobSpecOf } from './job-spec.ts';

/** An offer before it is stamped. */
export type OfferDraft = Draft<OfferPublished>;

/** An offer, open to every worker with the labels; without hints who should claim first. */
export function offerOf({ run, job, leg: { attempt, queuedAt } }: LiveAttempt): OfferDraft {
  const calledFile = callAround(run, job.key)?.definition.path;
  const grantVersion = grantVersionOf({ definition: job.definition, calledFile });
  return {
    type: 'job_offered',
    repository: run.repository,
    run: run.id,
    job: attempt.job,
    labels: attempt.labels,
    ...(queuedAt === null ? {} : { offeredAt: queuedAt }),
    ...(grantVersion === 1 ? {} : { grantVersion }),
  };
}

/** A grant, with all that the worker needs. */
export function grantOf(live: LiveAttempt, worker: WorkerId): FeedDraft {
  const { run, leg } = live;
  return {
    type: 'job_granted',
    repository: run.repository,
    run: run.id,
    job: leg.attempt.job,
    worker,
    spec: jobSpecOf(live),
  };
}

/** The word that a worker may spawn the first process. */
export function confirmationOf({ run, leg: { attempt } }: LiveAttempt, worker: WorkerId): FeedDraft {
  return { type: 'job_confirmed', repository: run.repository, run: run.id, job: attempt.job, worker };
}

/** The worker of a started attempt is asked to stop it. */
export function requestToStop({ run, leg: { attempt } }: LiveAttempt, reason: string): FeedDraft {
  return {
    type: 'job_cancelled',
    repository: run.repository,
    run: run.id,
    job: attempt.job,
    worker: attempt.worker,
    reason,
    conclusion: 'cancelled',
  };
}

/** A worker is told that an attempt which it may still hold is over. */
export function stopOf(job: JobId, { repository, run, worker, reason, conclusion }: StopOrder): FeedDraft {
  return {
    type: 'job_cancelled',
    repository,
    run,
    job,
    worker,
    reason,
    conclusion: stopConclusion(conclusion),
  };
}

/** A worker is told that it was declared lost. */
export function lossOf(worker: WorkerId, { reason }: LostWorker): FeedDraft {
  return { type: 'worker_lost', worker, reason };
}

/** What a worker that is stopped should conclude with. */
export function stopConclusion(conclusion: Conclusion): 'cancelled' | 'timed_out' {
  return conclusion === 'timed_out' ? 'timed_out' : 'cancelled';
}
