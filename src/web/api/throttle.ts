/**
 * Makes something that is asked for often happen at once, and again only when it is over and a while has gone by.
 * What was asked for in between happens then, once.
 */
export class Throttle {
  readonly #act: () => Promise<unknown>;
  readonly #everyMs: number;
  #isBusy = false;
  #isAskedFor = false;
  #isStopped = false;

  /**
   * @param act must not reject
   * @param everyMs milliseconds from one beginning to the next, at least
   */
  constructor(act: () => Promise<unknown>, everyMs: number) {
    this.#act = act;
    this.#everyMs = everyMs;
  }

  ask(): void {
    this.#isAskedFor = true;
    if (!this.#isBusy) void this.#work();
  }

  /** What was asked for and has not begun never does. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Goes on after `stop`. */
  start(): void {
    this.#isStopped = false;
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    while (this.#isAskedFor && !this.#isStopped) {
      this.#isAskedFor = false;
      await Promise.all([this.#act(), new Promise((resolve) => setTimeout(resolve, this.#everyMs))]);
    }
    this.#isAskedFor = false;
    this.#isBusy = false;
  }
}
