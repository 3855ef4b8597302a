/** Too many searches wait already. */
export class LogSearchBusyError extends Error {
  override readonly name = 'LogSearchBusyError';

  constructor() {
    super('Too many logs are being searched at once: try again in a moment.');
  }
}

/** Lets a number of scans run at once, and others wait for their turn. */
export class ScanSlots {
  #free: number;
  readonly #mostWaiting: number;
  readonly #waiting = new Set<() => void>();

  constructor(slots: number, mostWaiting: number) {
    this.#free = slots;
    this.#mostWaiting = mostWaiting;
  }

  /**
   * Runs `work` as soon as there is a slot.
   * @throws LogSearchBusyError, or what `signal` was aborted with while it waited
   */
  async run(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    await this.#take(signal);
    try {
      await work();
    } finally {
      const [next] = this.#waiting;
      // The slot goes to the one that waited longest.
      if (next === undefined) this.#free += 1;
      else next();
    }
  }

  async #take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    if (this.#waiting.size >= this.#mostWaiting) throw new LogSearchBusyError();
    await new Promise<void>((resolve, reject) => {
      const turn = (): void => {
        this.#waiting.delete(turn);
        signal.removeEventListener('abort', stop);
        resolve();
      };
      const stop = (): void => {
        this.#waiting.delete(turn);
        reject(signal.reason);
      };
      this.#waiting.add(turn);
      signal.addEventListener('abort', stop, { once: true });
    });
  }
}
