import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Throttle } from '../../../../src/web/api/throttle.ts';

describe('What is throttled', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('happens at once', () => {
    const act = vi.fn(() => Promise.resolve());
    new Throttle(act, 400).ask();
    expect(act).toHaveBeenCalledTimes(1);
  });

  it('happens once more for all that was asked for in the while after', async () => {
    const act = vi.fn(() => Promise.resolve());
    const throttle = new Throttle(act, 400);
    for (let count = 0; count < 10; count += 1) throttle.ask();
    await vi.advanceTimersByTimeAsync(399);
    expect(act).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(act).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(act).toHaveBeenCalledTimes(2);
  });

  it('does not begin again before it is over, and then does where it was asked for meanwhile', async () => {
    let finish = (): void => undefined;
    const act = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const throttle = new Throttle(act, 400);
    throttle.ask();
    throttle.ask();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(act).toHaveBeenCalledTimes(1);
    finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(act).toHaveBeenCalledTimes(2);
  });

  it('does not happen any more when it was stopped, and does after it was started again', async () => {
    const act = vi.fn(() => Promise.resolve());
    const throttle = new Throttle(act, 400);
    throttle.ask();
    throttle.ask();
    throttle.stop();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(act).toHaveBeenCalledTimes(1);
    throttle.start();
    throttle.ask();
    expect(act).toHaveBeenCalledTimes(2);
  });
});
