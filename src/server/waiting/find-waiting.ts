import { type JobId, partitionOfId, type RunId } from '../../events/index.ts';
import {
  groupOfAttempt,
  groupOfRun,
  type LiveAttempt,
  type PartitionState,
  type WaitedGroup,
} from '../../orchestrator/index.ts';
import type { JobRecord, RunRecord } from '../../store/index.ts';
import { missingLabels } from '../../workflow/index.ts';
import { exactTimeText } from '../http/time.ts';
import type { Services } from '../services.ts';
import type { WaitingShape } from '../shapes/index.ts';
import { offeredLabels } from './offered-labels.ts';

/** What a job attempt waits for; null: it does not wait, or the fold has not read so far. */
export function waitingOfJob(services: Services, job: JobRecord): WaitingShape | null {
  if (job.status === 'queued') return job.worker === null ? waitsForWorker(services, job.labels) : null;
  if (job.status !== 'waiting') return null;
  const state = stateOf(services, job.id);
  const live = state?.live.get(job.id);
  return state === undefined || live === undefined ? null : waitsInState(state, live);
}

/** What a run waits for before its first job; null: it does not wait, or the fold has not read so far. */
export function waitingOfRun(services: Services, run: RunRecord): WaitingShape | null {
  if (run.status !== 'queued') return null;
  const state = stateOf(services, run.id);
  const unfinished = state?.runs.get(run.id);
  return state === undefined || unfinished === undefined
    ? null
    : waitsForGroup(groupOfRun(state, unfinished));
}

function stateOf({ states }: Services, id: RunId | JobId): PartitionState | undefined {
  return states.get(partitionOfId(id));
}

function waitsForWorker(services: Services, labels: readonly string[]): WaitingShape {
  const offered = offeredLabels(services);
  return { kind: 'worker', labels, missing: missingLabels(offered, labels), workers: offered.length };
}

function waitsInState(state: PartitionState, live: LiveAttempt): WaitingShape | null {
  const { attempt, retried } = live.leg;
  if (attempt.status !== 'waiting') return null;
  if (attempt.cause === 'concurrency') return waitsForGroup(groupOfAttempt(state, live));
  if (attempt.cause === 'max-parallel') return { kind: 'max-parallel', until: null };
  return { kind: 'retry', until: retried === undefined ? null : exactTimeText(retried.at) };
}

function waitsForGroup(waited: WaitedGroup | null): WaitingShape | null {
  if (waited === null) return null;
  const { group, holder } = waited;
  const behind = holder && { run: holder.run, run_number: holder.number, job: holder.job };
  return { kind: 'group', group, behind };
}
