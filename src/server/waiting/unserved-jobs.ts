import type { QueuedJob } from '../../store/index.ts';
import { missingLabels } from '../../workflow/index.ts';
import type { Services } from '../services.ts';
import { offeredLabels } from './offered-labels.ts';

/** How many jobs that wait are looked at. */
const LOOKED_AT = 1_000;

/** A job that no worker can take, whether it is free or not. */
export interface UnservedJob {
  readonly job: QueuedJob;
  /** The labels for which none can. */
  readonly missing: readonly string[];
}

/** The jobs that wait for a label which no worker has, oldest first, of the oldest 1,000 that wait for a worker. */
export function unservedJobs(services: Services): readonly UnservedJob[] {
  const offered = offeredLabels(services);
  return services.index.queuedJobs
    .oldest(LOOKED_AT)
    .map((job) => ({ job, missing: missingLabels(offered, job.labels) }))
    .filter(({ missing }) => missing.length > 0);
}
