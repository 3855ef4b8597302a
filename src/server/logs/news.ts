/** Remembers that something happened until it is asked for, so that nothing between two looks is missed. */
export class News {
  #arrived = false;
  #wake: (() => void) | null = null;

  /** @param signal its abort is news too */
  constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => this.arrived(), { once: true });
  }

  arrived(): void {
    this.#arrived = true;
    this.#wake?.();
  }

  /** Resolves at once where something happened since the last call, else when it does. */
  async next(): Promise<void> {
    if (!this.#arrived) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#arrived = false;
    this.#wake = null;
  }
}
