import { setTimeout as delay } from 'node:timers/promises';

/** How long and how often a remote that cannot be reached is tried again; all in milliseconds. */
export interface RetryPolicy {
  /** No new try begins later than this after the first one began. */
  readonly limitMs: number;
  /** Before the second try; doubles from try to try. */
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
}

/** Ten minutes, 1 s doubling to 60 s. */
export const INTAKE_RETRY: RetryPolicy = { limitMs: 600_000, firstDelayMs: 1_000, longestDelayMs: 60_000 };

/** What a retried task needs from its surroundings. */
export interface RetrySurroundings {
  readonly policy: RetryPolicy;
  /** Milliseconds, growing. */
  readonly now: () => number;
  /** Whether the error may go away by itself. */
  readonly retryable: (error: unknown) => boolean;
  readonly onRetry: (error: unknown, delayMs: number) => void;
}

/**
 * Runs `task` until it succeeds, fails with an error that stays, or the policy's time is over.
 * @throws the last error; the signal's reason where it is aborted
 */
export async function withRetries<Result>(
  task: () => Promise<Result>,
  { policy, now, retryable, onRetry }: RetrySurroundings,
  signal: AbortSignal,
): Promise<Result> {
  const end = now() + policy.limitMs;
  let pause = policy.firstDelayMs;
  for (;;) {
    try {
      return await task();
    } catch (error) {
      signal.throwIfAborted();
      if (!retryable(error) || now() + pause > end) throw error;
      onRetry(error, pause);
      await delay(pause, undefined, { signal });
      pause = Math.min(pause * 2, policy.longestDelayMs);
    }
  }
}
