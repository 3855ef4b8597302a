import { describe, expect, it } from 'vitest';
import type { EvaluatedRetry, Retry } from '../../../../src/events/index.ts';
import { evaluateRetry, type FailedTry, nextTryDelay } from '../../../../src/workflow/index.ts';

const scope = { contexts: { matrix: { tries: 3, text: '4', pause: '1.5m', wrong: 'soon', none: '' } } };

describe('retry', () => {
  it.each<[Retry, Partial<EvaluatedRetry>]>([
    [{ attempts: 2 }, { attempts: 2, delaySeconds: 0, backoff: 'constant', on: ['failure', 'timeout'] }],
    [
      { attempts: '${{ matrix.tries }}', delay: 90 },
      { attempts: 3, delaySeconds: 90 },
    ],
    [
      { attempts: '${{ matrix.text }}', delay: '${{ matrix.pause }}' },
      { attempts: 4, delaySeconds: 90 },
    ],
    [
      { attempts: '${{ matrix.none }}', delay: '${{ matrix.none }}' },
      { attempts: 1, delaySeconds: 0 },
    ],
    [{ attempts: 9, delay: '24h' }, { delaySeconds: 86_400 }],
    [{ attempts: 9, delay: ' 0.25 s ' }, { delaySeconds: 0.25 }],
    [{ attempts: 9, on: [7, 'worker-lost'] }, { on: [7, 'worker-lost'] }],
  ])('%j is evaluated', (retry, evaluated) => {
    expect(evaluateRetry(retry, scope)).toMatchObject(evaluated);
  });

  it.each<[Retry, string]>([
    [{ attempts: '${{ matrix.wrong }}' }, 'must give a number'],
    [{ attempts: '${{ 101 }}' }, 'a whole number from 1 to 100 for the attempts of a retry, not `101`'],
    [{ attempts: '${{ 1.5 }}' }, 'not `1.5`'],
    [{ attempts: 2, delay: '${{ matrix.wrong }}' }, '(`30s`, `5m`, `1h`), not `soon`'],
    [{ attempts: 2, delay: '${{ -1 }}' }, 'not `-1`'],
    [{ attempts: 2, delay: '25h' }, 'at most one day'],
  ])('%j is refused', (retry, message) => {
    expect(() => evaluateRetry(retry, scope)).toThrow(message);
  });
});

describe('the delay before the next try', () => {
  const retry = { attempts: 20, delaySeconds: 60, backoff: 'constant', on: ['failure'] } as const;
  const failed: FailedTry = { cause: 'failure', exitCode: null, number: 1 };
  const minutes = (policy: EvaluatedRetry): (number | null)[] =>
    [1, 2, 3, 7, 19, 20].map((number) => {
      const delay = nextTryDelay(policy, { ...failed, number });
      return delay === null ? null : delay / 60_000;
    });

  it('grows as the backoff says, up to an hour, and ends with the attempts', () => {
    expect(minutes(retry)).toEqual([1, 1, 1, 1, 1, null]);
    expect(minutes({ ...retry, backoff: 'linear' })).toEqual([1, 2, 3, 7, 19, null]);
    expect(minutes({ ...retry, backoff: 'exponential' })).toEqual([1, 2, 4, 60, 60, null]);
    expect(minutes({ ...retry, backoff: 'linear', delaySeconds: 7_200 }).slice(0, 2)).toEqual([120, 120]);
  });

  it('is none without retry, or after what `on` does not name', () => {
    expect(nextTryDelay(null, failed)).toBeNull();
    expect(nextTryDelay({ ...retry, on: [7] }, { ...failed, exitCode: 8 })).toBeNull();
    expect(nextTryDelay({ ...retry, on: [7] }, { ...failed, exitCode: 7 })).toBe(60_000);
    expect(nextTryDelay({ ...retry, on: [7] }, { ...failed, cause: 'timeout', exitCode: 7 })).toBeNull();
    expect(nextTryDelay(retry, { ...failed, cause: 'worker-lost' })).toBeNull();
  });
});
