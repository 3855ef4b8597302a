import { prefixOf } from '../../events/index.ts';
import { type Cancellation, cancellationOf, type JobState, type RunState } from '../state/index.ts';
import type { Batch } from './batch.ts';

/** The most jobs of a run: each matrix has its own limit, and a small file may have thousands of them. */
export const MOST_JOBS = 10_000;

/** What deciding for one run needs. */
export interface RunInHand {
  readonly batch: Batch;
  readonly run: RunState;
  /** The log folders taken, those of this batch included; in lower case. */
  readonly folders: Set<string>;
  /** How many jobs the run has, legs counted one by one, those of this batch included. */
  jobs: number;
  /** How many jobs its files declare, each call's counted, those of this batch included. */
  declared: number;
  /** Why the jobs of a file are to end early, by what their keys begin with; null: they go on. */
  readonly cancellations: Map<string, Cancellation | null>;
}

/** Why a job is to end early, as `cancellationOf`: asked once for all jobs of a file. */
export function cancellationIn({ run, cancellations }: RunInHand, job: JobState): Cancellation | null {
  const prefix = prefixOf(job.key);
  const known = cancellations.get(prefix);
  if (known !== undefined) return known;
  const cancellation = cancellationOf(run, job);
  cancellations.set(prefix, cancellation);
  return cancellation;
}
