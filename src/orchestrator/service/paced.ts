/** Milliseconds. */
export interface Pauses {
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * Does something as soon as it is asked for, but not over and over: what is asked for again within the pause is
 * done once at its end, and the pauses double up to the longest while that goes on.
 */
export class Paced {
  readonly #act: () => void;
  readonly #pauses: Pauses;
  #pauseMs: number;
  #timer: NodeJS.Timeout | null = null;
  #isWanted = false;
  #isStopped = false;

  constructor(act: () => void, pauses: Pauses) {
    this.#act = act;
    this.#pauses = pauses;
    this.#pauseMs = pauses.firstMs;
  }

  request(): void {
    if (this.#isStopped) return;
    if (this.#timer === null) this.#do();
    else this.#isWanted = true;
  }

  /** Nothing is done any more, not even what was asked for. */
  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #do(): void {
    this.#isWanted = false;
    this.#timer = setTimeout(() => this.#onPauseOver(), this.#pauseMs);
    this.#act();
  }

  #onPauseOver(): void {
    this.#timer = null;
    const { firstMs, longestMs } = this.#pauses;
    this.#pauseMs = this.#isWanted ? Math.min(this.#pauseMs * 2, longestMs) : firstMs;
    if (this.#isWanted) this.#do();
  }
}
