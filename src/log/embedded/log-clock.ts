/**
 * Stamps records with the time of day, never going back. Where the machine's clock was set back, time goes on from
 * the last stamp at its usual pace until the clock has caught up: deadlines counted in the log's time still come.
 */
export class LogClock {
  readonly #now: () => number;
  #last: number;
  #lastMonotonic = performance.now();

  /**
   * @param now milliseconds since 1970 UTC
   * @param last the newest stamp already in the log, in the same unit; 0 where there is none
   */
  constructor(now: () => number, last: number) {
    this.#now = now;
    this.#last = last;
  }

  /** Milliseconds since 1970 UTC, whole, at least the stamp before. */
  stamp(): number {
    const wall = Math.floor(this.#now());
    const monotonic = performance.now();
    if (wall >= this.#last) {
      this.#last = wall;
      this.#lastMonotonic = monotonic;
      return wall;
    }
    const elapsed = Math.floor(monotonic - this.#lastMonotonic);
    this.#last += elapsed;
    this.#lastMonotonic += elapsed;
    return this.#last;
  }
}
