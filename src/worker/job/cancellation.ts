/** Milliseconds that steps with `always()` or `cancelled()` have once a job was cancelled, as on GitHub. */
const CLEANUP_MS = 5 * 60_000;

/** Why a job is stopped before its end. */
export interface StopRequest {
  readonly conclusion: 'cancelled' | 'timed_out';
  /** One sentence. */
  readonly reason: string;
}

/**
 * How a job is stopped, in two stages: a cancellation stops what runs and lets steps that ask for it
 * (`always()`, `cancelled()`) clean up; `force` stops those too.
 */
export class Cancellation {
  readonly #ordinary = new AbortController();
  readonly #forced = new AbortController();
  #request: StopRequest | null = null;
  #limit: NodeJS.Timeout | null = null;
  #over = false;

  /** The first request; null while nobody asked. */
  get request(): StopRequest | null {
    return this.#request;
  }

  /** Whether not even cleanup may run. */
  get isForced(): boolean {
    return this.#forced.signal.aborted;
  }

  /** Asks the job to stop; the first reason stays, and a job that is over is not stopped any more. */
  cancel(request: StopRequest): void {
    if (this.#request !== null || this.#over) return;
    this.#request = request;
    this.#limit = setTimeout(() => this.#forced.abort(), CLEANUP_MS);
    this.#ordinary.abort();
  }

  /** Stops everything of the job, cleanup included. */
  force(request: StopRequest): void {
    this.cancel(request);
    this.#forced.abort();
  }

  /** What stops everything before the first step: a request of any kind. */
  get beforeSteps(): AbortSignal {
    return this.#ordinary.signal;
  }

  /** What stops a step that begins now: before a cancellation either stage, after it only the second. */
  signal(): AbortSignal {
    return this.#request === null
      ? AbortSignal.any([this.#ordinary.signal, this.#forced.signal])
      : this.#forced.signal;
  }

  /** To be called when the job is over. */
  dispose(): void {
    this.#over = true;
    if (this.#limit !== null) clearTimeout(this.#limit);
  }
}
