import type { DeliveryId, JobId, RepositoryName, RunId } from '../../events/index.ts';
import type { ProjectedEvent } from '../../store/index.ts';

/** Something that the API shows changed; what it is now is read when it is sent. */
export type Change = { readonly partition: number; readonly offset: number } & (
  | { readonly kind: 'run'; readonly repository: RepositoryName; readonly run: RunId }
  | { readonly kind: 'job'; readonly repository: RepositoryName; readonly run: RunId; readonly job: JobId }
  | {
      readonly kind: 'step';
      readonly repository: RepositoryName;
      readonly run: RunId;
      readonly job: JobId;
      readonly step: number;
    }
  | { readonly kind: 'delivery'; readonly repository: RepositoryName; readonly delivery: DeliveryId }
  /** More changed than can be named. */
  | { readonly kind: 'reset'; readonly reason: string }
);

/** What an event changed, in the order to tell it. */
export function changesOf({
  partition,
  offset,
  event,
  counted,
  lost = [],
}: ProjectedEvent): readonly Change[] {
  if (!counted) return [];
  const place = { partition, offset };
  switch (event.type) {
    case 'run_requested':
    case 'workflow_rejected':
    case 'rerun_requested':
    case 'run_completed':
      return [{ ...place, kind: 'run', repository: event.repository, run: event.run }];
    case 'delivery_failed': {
      const { repository, run, delivery } = event;
      return [
        { ...place, kind: 'run', repository, run },
        { ...place, kind: 'delivery', repository, delivery },
      ];
    }
    case 'delivery_received':
    case 'dispatch_requested':
    case 'delivery_handled':
      return [{ ...place, kind: 'delivery', repository: event.repository, delivery: event.delivery }];
    case 'job_started': {
      const { repository, run, job } = event;
      return [
        { ...place, kind: 'run', repository, run },
        { ...place, kind: 'job', repository, run, job },
      ];
    }
    case 'job_waiting':
    case 'job_offered':
    case 'workflow_called':
    case 'call_completed':
    case 'job_granted':
    case 'job_skipped':
    case 'job_cancelled':
    case 'job_completed':
    case 'job_returned':
      return [{ ...place, kind: 'job', repository: event.repository, run: event.run, job: event.job }];
    case 'step_started':
    case 'step_completed': {
      const { repository, run, job, step } = event;
      return [{ ...place, kind: 'step', repository, run, job, step }];
    }
    case 'worker_lost':
      return lost.map((job) => ({ ...place, kind: 'job', ...job }));
    case 'repository_registered':
    case 'repository_removed':
    case 'secret_set':
    case 'secret_removed':
    case 'cancel_requested':
    case 'partition_owned':
    case 'job_claimed':
    default:
      return [];
  }
}
