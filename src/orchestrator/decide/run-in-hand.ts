import type { RunState } from '../state/index.ts';
import type { Batch } from './batch.ts';

/** What deciding for one run needs. */
export interface RunInHand {
  readonly batch: Batch;
  readonly run: RunState;
  /** The log folders taken, those of this batch included; in lower case. */
  readonly folders: Set<string>;
  /** How many jobs the run has, legs counted one by one, those of this batch included. */
  jobs: number;
}
