import type { Conclusion, RetryCause } from '../../events/index.ts';
import { nextTryDelay } from '../../workflow/index.ts';
import type { Outputs } from './outputs.ts';
import type { LiveAttempt } from './partition-state.ts';

/**
 * How long `retry` waits at least after a worker was lost that may still be there, in milliseconds of log time: it
 * is told at once and every three seconds, then interrupts, terminates and kills what it runs within ten seconds.
 * That is all done in half a minute, unless the worker is frozen or cut off, or died and left its processes
 * behind: nobody can tell that from here.
 */
export const LOST_WORKER_STOP_MS = 30_000;

/** What a leg ends with. */
export interface Ending {
  readonly conclusion: Conclusion;
  readonly outputs: Outputs;
}

/** How a started attempt came to its end. */
export interface AttemptEnding extends Ending {
  /** Of its worker, and not of the attempt itself. */
  readonly loss: 'left' | 'silent' | null;
  /** Of the process that failed it; null where none did. */
  readonly exitCode: number | null;
  /** Milliseconds since 1970 UTC, by the log. */
  readonly at: number;
}

/**
 * When the next try of an attempt's leg may be offered (milliseconds since 1970 UTC, by the log); null where there
 * is none. What somebody asked to stop is not tried again.
 */
export function retryTimeOf({ run, leg }: LiveAttempt, ending: AttemptEnding): number | null {
  const { attempt, retried, stop } = leg;
  const cause = causeOf(ending);
  if (cause === null || attempt.asked !== null || stop !== null || run.cancel?.level === 'force') return null;
  const number = (retried?.failed.length ?? 0) + 1;
  const delay = nextTryDelay(attempt.retry ?? null, { cause, exitCode: ending.exitCode, number });
  if (delay === null) return null;
  return ending.at + (ending.loss === 'silent' ? Math.max(delay, LOST_WORKER_STOP_MS) : delay);
}

function causeOf({ conclusion, loss }: AttemptEnding): RetryCause | null {
  if (loss !== null) return 'worker-lost';
  if (conclusion === 'timed_out') return 'timeout';
  return conclusion === 'failure' ? 'failure' : null;
}
