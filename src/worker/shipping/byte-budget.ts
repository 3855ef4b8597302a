/**
 * Bytes that may be in memory at a time, over all who take of them. Who finds too few waits; nobody overtakes, so
 * everybody gets a turn.
 */
export class ByteBudget {
  readonly #all: number;
  #free: number;
  #waiting: { readonly bytes: number; readonly resolve: () => void }[] = [];

  /** @param bytes how many there are */
  constructor(bytes: number) {
    this.#all = bytes;
    this.#free = bytes;
  }

  /**
   * Resolves when `bytes` of it were taken, all of it where `bytes` is more than that.
   * @returns how to give them back, once
   */
  async take(bytes: number): Promise<() => void> {
    const taken = Math.min(bytes, this.#all);
    if (this.#waiting.length > 0 || taken > this.#free) {
      await new Promise<void>((resolve) => {
        this.#waiting.push({ bytes: taken, resolve });
      });
    } else {
      this.#free -= taken;
    }
    return () => this.#giveBack(taken);
  }

  #giveBack(bytes: number): void {
    this.#free += bytes;
    for (let [next] = this.#waiting; next !== undefined && next.bytes <= this.#free; [next] = this.#waiting) {
      this.#waiting.shift();
      this.#free -= next.bytes;
      next.resolve();
    }
  }
}
