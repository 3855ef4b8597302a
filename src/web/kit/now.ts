import { useSyncExternalStore } from 'react';

/** One clock for all that shows passing time, so that it ticks together and once. */
class Clock {
  readonly #listeners = new Set<() => void>();
  #now = Date.now();
  #timer: ReturnType<typeof setInterval> | undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      this.#now = Date.now();
      this.#timer = setInterval(() => this.#tick(), 1_000);
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) clearInterval(this.#timer);
    };
  };

  readonly read = (): number => this.#now;

  #tick(): void {
    this.#now = Date.now();
    for (const listener of this.#listeners) listener();
  }
}

const CLOCK = new Clock();

/** Milliseconds since 1970 UTC by the browser's clock, anew every second. */
export function useNow(): number {
  return useSyncExternalStore(CLOCK.subscribe, CLOCK.read);
}
