import {
  countOfId,
  type JobId,
  partitionOfId,
  type RepositoryName,
  type RunId,
  type WorkerId,
} from '../../events/index.ts';
import type { PartitionState } from '../../orchestrator/index.ts';

/** What a worker says that it was granted. */
export interface ShownGrant {
  readonly job: JobId;
  readonly run: RunId;
  readonly repository: RepositoryName;
  readonly worker: WorkerId;
}

/** Whether a shown grant holds: `unread` where the log may hold it and the fold has not come so far. */
export type GrantStanding = 'holds' | 'refused' | 'unread';

/** Judges a grant by the fold: the attempt must be live, and granted to or started by exactly this worker. */
export function judgeGrant(state: PartitionState, shown: ShownGrant): GrantStanding {
  const { job, run, repository, worker } = shown;
  if (partitionOfId(job) !== state.partition) return 'refused';
  const live = state.live.get(job);
  // Ids are counted: one up to the newest was there before and is over, or never was.
  if (live === undefined) return countOfId(job) <= state.count ? 'refused' : 'unread';
  if (live.run.id !== run || live.run.repository !== repository) return 'refused';
  const { attempt } = live.leg;
  if (attempt.status === 'waiting' || attempt.status === 'offered') return 'unread';
  const isHeld = attempt.status === 'granted' || attempt.status === 'started';
  return isHeld && attempt.job === job && attempt.worker === worker ? 'holds' : 'refused';
}
