import type { JobId } from '../../events/index.ts';

/** Claims that wait for a grant. Each holds a slot for a bounded time. */
export class OpenClaims {
  readonly #timers = new Map<JobId, NodeJS.Timeout>();
  readonly #holdMs: number;
  readonly #onExpired: () => void;

  constructor(holdMs: number, onExpired: () => void) {
    this.#holdMs = holdMs;
    this.#onExpired = onExpired;
  }

  get size(): number {
    return this.#timers.size;
  }

  has(job: JobId): boolean {
    return this.#timers.has(job);
  }

  open(job: JobId): void {
    this.close(job);
    this.#timers.set(
      job,
      setTimeout(() => {
        this.#timers.delete(job);
        this.#onExpired();
      }, this.#holdMs),
    );
  }

  /** Gives whether it was open. */
  close(job: JobId): boolean {
    clearTimeout(this.#timers.get(job));
    return this.#timers.delete(job);
  }

  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
