import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Paced } from '../../../../src/orchestrator/service/paced.ts';

let done: number[];
let paced: Paced;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const start = performance.now();
  done = [];
  paced = new Paced(() => done.push(performance.now() - start), { firstMs: 100, longestMs: 1_000 });
});
afterEach(() => {
  paced.stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** Asks every ten milliseconds. */
function ask(milliseconds: number): void {
  for (let time = 0; time < milliseconds; time += 10) {
    paced.request();
    vi.advanceTimersByTime(10);
  }
}

describe('what is asked for over and over', () => {
  it('is done at once, and then with growing pauses up to the longest', () => {
    ask(4_000);
    expect(done).toEqual([0, 100, 300, 700, 1_500, 2_500, 3_500]);
  });

  it('is done once more after the last time that it was asked for', () => {
    paced.request();
    paced.request();
    paced.request();
    vi.advanceTimersByTime(10_000);
    expect(done).toEqual([0, 100]);
  });

  it('is done at once again after a pause in which nobody asked', () => {
    ask(1_000);
    vi.advanceTimersByTime(3_000);
    done.length = 0;
    ask(10);
    expect(done).toEqual([4_000]);
    ask(100);
    expect(done).toEqual([4_000, 4_100]);
  });

  it('is not done any more after the end', () => {
    paced.request();
    paced.request();
    paced.stop();
    paced.request();
    vi.advanceTimersByTime(10_000);
    expect(done).toEqual([0]);
  });
});
