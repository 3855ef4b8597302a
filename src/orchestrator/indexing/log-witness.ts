/** An event that a reader remembers of a partition. */
export interface RememberedEvent {
  readonly offset: number;
  /** When the log stamped it: milliseconds since 1970 UTC; null: not known. */
  readonly timestamp: number | null;
}

/** The log is not the one that a reader remembers: its events are others, or it has lost the newest of them. */
export class OtherLogError extends Error {
  override readonly name = 'OtherLogError';
}

/** Tells from a partition's records whether it is the log that a reader remembers. */
export class LogWitness {
  readonly #partition: number;
  /** Remembered events that were not seen yet, in order. */
  readonly #awaited: { readonly offset: number; readonly timestamp: number }[] = [];
  /** The stamp of the newest remembered event that was passed: no later one is stamped earlier. */
  #earliest = 0;

  /** @param remembered in any order; those before the first record read are passed over */
  constructor(partition: number, remembered: readonly RememberedEvent[]) {
    this.#partition = partition;
    for (const { offset, timestamp } of remembered) {
      if (timestamp !== null) this.#awaited.push({ offset, timestamp });
    }
    this.#awaited.sort((one, other) => one.offset - other.offset);
  }

  /** Reading begins at `offset`: what is remembered from before is not there to be seen. */
  begin(offset: number): void {
    for (let next = this.#awaited[0]; next !== undefined && next.offset < offset; next = this.#awaited[0]) {
      this.#earliest = next.timestamp;
      this.#awaited.shift();
    }
  }

  /** Looks at the next record. @throws OtherLogError */
  see({ offset, timestamp }: { readonly offset: number; readonly timestamp: number }): void {
    if (timestamp < this.#earliest) throw this.#other(offset);
    for (let next = this.#awaited[0]; next !== undefined && next.offset <= offset; next = this.#awaited[0]) {
      if (next.offset < offset || next.timestamp !== timestamp) throw this.#other(next.offset);
      this.#awaited.shift();
    }
  }

  /** The log was read to its end. @throws OtherLogError where it ends before what is remembered */
  end(): void {
    const [missing] = this.#awaited;
    if (missing !== undefined) throw this.#other(missing.offset);
  }

  #other(offset: number): OtherLogError {
    return new OtherLogError(
      `Partition ${this.#partition} of runbook.events does not hold the event at offset ${offset} that the index was made from.`,
    );
  }
}
