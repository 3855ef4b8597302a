import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  LogPositionError,
  LogUnavailableError,
  type SubscribeOptions,
  type Subscription,
} from '../event-log.ts';
import type { TopicPartition } from './topic-partition.ts';

/**
 * Hands a partition's records to one handler, batch after batch. It pulls: what is new is only announced with
 * `wake`, so a slow handler holds up nobody and reading old records turns into following new ones without a seam.
 */
export class TopicSubscription implements Subscription {
  readonly caughtUp: Promise<void>;
  readonly #partition: TopicPartition;
  readonly #options: SubscribeOptions;
  readonly #running: Promise<void>;
  #next: number;
  #closed = false;
  #wake: () => void = () => {};

  /**
   * @param next the first offset wanted
   * @param onEnd called when it ended, by `close` or by an error
   */
  constructor(partition: TopicPartition, next: number, options: SubscribeOptions, onEnd: () => void) {
    this.#partition = partition;
    this.#options = options;
    this.#next = next;
    const { promise, resolve, reject } = withResolvers();
    this.caughtUp = promise;
    promise.catch(() => {});
    this.#running = this.#run(resolve)
      .catch((error: unknown) => {
        const failure = error instanceof Error ? error : new Error(String(error), { cause: error });
        reject(failure);
        options.onError(failure);
      })
      .finally(() => {
        reject(new LogUnavailableError('The subscription was closed before it had caught up.'));
        onEnd();
      });
  }

  /** The first offset not yet handed over. */
  get next(): number {
    return this.#next;
  }

  /** Says that the partition has new records. */
  wake(): void {
    this.#wake();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
    await this.#running;
  }

  async #run(onCaughtUp: () => void): Promise<void> {
    const goal = this.#partition.end;
    // The caller gets the subscription before its handler is called.
    await Promise.resolve();
    while (!this.#closed) {
      if (this.#next >= goal) onCaughtUp();
      if (this.#next === this.#partition.end) {
        await this.#news();
        continue;
      }
      this.#assertHeld();
      const records = this.#partition.batch(this.#next);
      this.#next += records.length;
      await this.#options.onRecords(records);
      // A long way to catch up leaves the rest of the process its turn.
      if (this.#next < this.#partition.end) await nextTurn();
    }
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #assertHeld(): void {
    const { start, end } = this.#partition;
    if (this.#next >= start && this.#next < end) return;
    throw new LogPositionError(
      `The log holds the records ${start} to ${end - 1} of this topic; a reader wants to go on from ${this.#next}.`,
    );
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void; reject: (error: Error) => void } {
  let settle: { resolve: () => void; reject: (error: Error) => void } | undefined;
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (settle === undefined) throw new Error('A promise did not call its executor.');
  return { promise, ...settle };
}
