/** Does something at once, and then at most once in a while, however often it is asked to; the last wish is kept. */
export class Throttle {
  readonly #act: () => void;
  readonly #pauseMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAsked = false;

  /** @param pauseMs the least time between two acts, in milliseconds */
  constructor(act: () => void, pauseMs: number) {
    this.#act = act;
    this.#pauseMs = pauseMs;
  }

  ask(): void {
    if (this.#timer !== undefined) {
      this.#isAsked = true;
      return;
    }
    this.#act();
    this.#timer = setTimeout(() => this.#next(), this.#pauseMs);
  }

  /** Forgets what was asked. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isAsked = false;
  }

  #next(): void {
    this.#timer = undefined;
    if (!this.#isAsked) return;
    this.#isAsked = false;
    this.ask();
  }
}
