import type { JsonObject } from './json.ts';
import type { RetryBackoff, RetryCause } from './definition.ts';

/** How a run, job or step ended, in GitHub's words. */
export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped' | 'timed_out' | 'neutral';

/** Which leg of a job, and what the matrix says of all of them. */
export interface Leg {
  /** From 0. */
  readonly index: number;
  readonly total: number;
  /** Null for a job without a matrix. */
  readonly matrix: JsonObject | null;
  readonly failFast: boolean;
  readonly maxParallel: number | null;
}

/** `concurrency` with its expressions replaced. */
export interface EvaluatedConcurrency {
  /** The group's name; names are compared without case. */
  readonly group: string;
  readonly cancelInProgress: boolean;
}

/** `retry` with its expressions replaced. */
export interface EvaluatedRetry {
  /** How often it is tried in all: 1 or more. */
  readonly attempts: number;
  /** Seconds before the second try. */
  readonly delaySeconds: number;
  readonly backoff: RetryBackoff;
  /** After what it is tried again: causes and exit codes. */
  readonly on: readonly (RetryCause | number)[];
}
