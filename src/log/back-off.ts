/** Pauses that double from failure to failure, each shortened at random so that two rivals do not stay in step. */
export class BackOff {
  readonly #firstMs: number;
  readonly #longestMs: number;
  #nextMs: number;

  constructor(firstMs: number, longestMs: number) {
    this.#firstMs = firstMs;
    this.#longestMs = longestMs;
    this.#nextMs = firstMs;
  }

  /** Milliseconds to wait now: between half of the current pause and all of it. */
  next(): number {
    const pause = this.#nextMs;
    this.#nextMs = Math.min(pause * 2, this.#longestMs);
    return pause * (0.5 + Math.random() / 2);
  }

  /** It went well for a while: begin with the first pause again. */
  reset(): void {
    this.#nextMs = this.#firstMs;
  }
}
