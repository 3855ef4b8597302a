import { describe, expect, it } from 'vitest';
import { type RetryPolicy, withRetries } from '../../../../src/orchestrator/intake/retry.ts';

const QUICK: RetryPolicy = { limitMs: 100, firstDelayMs: 1, longestDelayMs: 4 };

describe('retries', () => {
  it('go on until the task succeeds, with pauses that double up to the longest', async () => {
    const pauses: number[] = [];
    let tries = 0;
    const result = await withRetries(
      () => {
        tries += 1;
        return tries < 6 ? Promise.reject(new Error('away')) : Promise.resolve('there');
      },
      { policy: QUICK, now: () => 0, retryable: () => true, onRetry: (_, pause) => pauses.push(pause) },
      new AbortController().signal,
    );
    expect(result).toBe('there');
    expect(pauses).toEqual([1, 2, 4, 4, 4]);
  });

  it('end with the last error when the time is over', async () => {
    let clock = 0;
    let tries = 0;
    const failing = withRetries(
      () => {
        tries += 1;
        clock += 40;
        return Promise.reject(new Error(`try ${tries}`));
      },
      { policy: QUICK, now: () => clock, retryable: () => true, onRetry: () => undefined },
      new AbortController().signal,
    );
    await expect(failing).rejects.toThrow('try 3');
  });

  it('do not happen after an error that stays', async () => {
    let tries = 0;
    const failing = withRetries(
      () => {
        tries += 1;
        return Promise.reject(new Error('not there'));
      },
      { policy: QUICK, now: () => 0, retryable: () => false, onRetry: () => undefined },
      new AbortController().signal,
    );
    await expect(failing).rejects.toThrow('not there');
    expect(tries).toBe(1);
  });

  it('end at once when they are aborted during a pause', async () => {
    const abort = new AbortController();
    const failing = withRetries(
      () => Promise.reject(new Error('away')),
      {
        policy: { ...QUICK, firstDelayMs: 60_000, limitMs: 100_000 },
        now: () => 0,
        retryable: () => true,
        onRetry: () => abort.abort(),
      },
      abort.signal,
    );
    await expect(failing).rejects.toMatchObject({ name: 'AbortError' });
  });
});
