/** Lets callers pass one after the other, in the order in which they came. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Waits for everyone before, then runs `work`. A caller that is aborted while it waits stops waiting and never runs. */
  async take<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    let leave = (): void => undefined;
    const left = new Promise<never>((_resolve, reject) => {
      leave = () => reject(signal.reason);
    });
    // Once the turn has come, `work` itself ends on the signal.
    left.catch(() => undefined);
    signal.addEventListener('abort', leave);
    const turn = this.#last.then(() => {
      signal.removeEventListener('abort', leave);
      signal.throwIfAborted();
      return work();
    });
    this.#last = turn.catch(() => undefined);
    return Promise.race([turn, left]).finally(() => signal.removeEventListener('abort', leave));
  }

  /** Resolves when everyone who came until now has passed. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
