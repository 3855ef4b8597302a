import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Throttle } from '../../../../src/web/api/throttle.ts';

describe('A throttle', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('acts at once, then once a pause however often it is asked, and once more for the last wish', () => {
    const act = vi.fn();
    const throttle = new Throttle(act, 100);
    for (let time = 0; time < 250; time += 10) {
      throttle.ask();
      vi.advanceTimersByTime(10);
    }
    expect(act).toHaveBeenCalledTimes(3);
    vi.advanceTimersByTime(1_000);
    expect(act).toHaveBeenCalledTimes(4);
  });

  it('acts no more once it is stopped', () => {
    const act = vi.fn();
    const throttle = new Throttle(act, 100);
    throttle.ask();
    throttle.ask();
    throttle.stop();
    vi.advanceTimersByTime(1_000);
    expect(act).toHaveBeenCalledTimes(1);
  });
});
