/** Undoes a start: what was started last is stopped first, and a stop that fails does not keep the others. */
export class Shutdown {
  readonly #steps: (() => void | Promise<void>)[] = [];
  #running: Promise<void> | null = null;

  /** Adds how to stop what was just started; where everything is being stopped already, that is done at once. */
  add(step: () => void | Promise<void>): void {
    this.#steps.push(step);
    if (this.#running === null) return;
    const before = this.#running.catch(() => undefined);
    this.#running = before.then(() => this.#stopAll());
    // Who asked for the end has got its result already.
    this.#running.catch(() => undefined);
  }

  /** Whether everything is being stopped, or has been: nothing more should be started. */
  get begun(): boolean {
    return this.#running !== null;
  }

  /** Stops everything, once. @throws AggregateError with what failed, after all were tried */
  run(): Promise<void> {
    this.#running ??= this.#stopAll();
    return this.#running;
  }

  async #stopAll(): Promise<void> {
    const errors: unknown[] = [];
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'Not everything could be stopped cleanly.');
  }
}
