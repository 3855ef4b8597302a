import type { RunState } from '../state/index.ts';
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
}
