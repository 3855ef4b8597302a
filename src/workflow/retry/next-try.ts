import type { EvaluatedRetry } from '../../events/job-terms.ts';
import type { RetryCause } from '../../events/definition.ts';

/** One hour: what a delay that grows ends at, in seconds. */
const GROWN_DELAY_SECONDS = 60 * 60;

/** How a try ended, as `retry` looks at it. */
export interface FailedTry {
  readonly cause: RetryCause;
  /** The exit code of the process that failed it; null where none did. */
  readonly exitCode: number | null;
  /** Which try it was, from 1. */
  readonly number: number;
}

/**
 * Milliseconds after which something is tried again; null where it is not. An exit code in `on` names failures
 * with that code; `failure` names all of them.
 */
export function nextTryDelay(retry: EvaluatedRetry | null, failed: FailedTry): number | null {
  if (retry === null || failed.number >= retry.attempts || !isNamed(retry, failed)) return null;
  return Math.round(delaySeconds(retry, failed.number) * 1_000);
}

function isNamed({ on }: EvaluatedRetry, { cause, exitCode }: FailedTry): boolean {
  if (on.includes(cause)) return true;
  return cause === 'failure' && exitCode !== null && on.includes(exitCode);
}

/** A delay that grows does so up to one hour, or stays where it begins beyond. */
function delaySeconds({ delaySeconds: first, backoff }: EvaluatedRetry, number: number): number {
  if (backoff === 'constant') return first;
  const grown = backoff === 'linear' ? first * number : first * 2 ** (number - 1);
  return Math.min(grown, Math.max(first, GROWN_DELAY_SECONDS));
}
