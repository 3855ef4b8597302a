/** Lets at most a fixed number of tasks work at a time; the others wait in the order they came. */
export class Slots {
  #free: number;
  readonly #waiting: Array<() => void> = [];

  /** @param count 1 or more */
  constructor(count: number) {
    this.#free = count;
  }

  /**
   * Runs `task` once a slot is free and gives its result.
   * @throws what `task` throws; the signal's reason where it is aborted before `task` began
   */
  async run<Result>(signal: AbortSignal, task: () => Promise<Result>): Promise<Result> {
    await this.#acquire(signal);
    try {
      return await task();
    } finally {
      this.#release();
    }
  }

  #acquire(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(enter);
    });
  }

  #release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
