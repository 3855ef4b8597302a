import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Slots } from '../../../../src/orchestrator/intake/slots.ts';

/** A task that ends when it is told to. */
function task(): {
  readonly run: () => Promise<void>;
  readonly end: () => void;
  readonly begun: () => boolean;
} {
  let begun = false;
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const run = (): Promise<void> => {
    begun = true;
    return ended;
  };
  return { run, end: () => end(), begun: () => begun };
}

describe('slots', () => {
  it('let the next task begin when one ends, in the order they came', async () => {
    const slots = new Slots(1);
    const { signal } = new AbortController();
    const [first, second, third] = [task(), task(), task()];
    const runs = [first, second, third].map(({ run }) => slots.run(signal, run));
    await turn();
    expect([first.begun(), second.begun(), third.begun()]).toEqual([true, false, false]);
    first.end();
    await runs[0];
    await turn();
    expect([second.begun(), third.begun()]).toEqual([true, false]);
    second.end();
    third.end();
    await Promise.all(runs);
    expect(third.begun()).toBe(true);
  });

  it('are free again after a task failed', async () => {
    const slots = new Slots(1);
    const { signal } = new AbortController();
    const failure = new Error('no');
    await expect(slots.run(signal, () => Promise.reject(failure))).rejects.toBe(failure);
    await expect(slots.run(signal, () => Promise.resolve('next'))).resolves.toBe('next');
  });

  it('forget who stopped waiting', async () => {
    const slots = new Slots(1);
    const first = task();
    const running = slots.run(new AbortController().signal, first.run);
    const abort = new AbortController();
    const left = task();
    const waiting = slots.run(abort.signal, left.run);
    abort.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    first.end();
    await running;
    await expect(slots.run(new AbortController().signal, () => Promise.resolve(1))).resolves.toBe(1);
    expect(left.begun()).toBe(false);
  });
});
