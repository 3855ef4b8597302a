import { setTimeout as sleep } from 'node:timers/promises';
import {
  LogPositionError,
  LogUnavailableError,
  type SubscribeOptions,
  type Subscription,
  type Topic,
} from '../event-log.ts';
import { BackOff } from '../back-off.ts';
import type { OffsetBounds } from './admin-session.ts';
import { PartitionCursor } from './partition-cursor.ts';
import type { TopicReader } from './topic-reader.ts';

/** What a subscription works with. */
export interface KafkaSubscriptionOptions {
  readonly topic: Topic;
  /** Partitions as the port counts them, with the number that the brokers have for them. */
  readonly partitions: readonly { readonly partition: number; readonly source: number }[];
  readonly compacted: boolean;
  readonly bounds: () => Promise<readonly OffsetBounds[]>;
  /** A reader in which the partitions (as the brokers count them) are free. */
  readonly readerFor: (sources: readonly number[]) => TopicReader;
  readonly onEnd: () => void;
}

/** One subscription: a cursor for each of its partitions, attached to a reader of the topic. */
export class KafkaSubscription implements Subscription {
  readonly caughtUp: Promise<void>;
  readonly #options: KafkaSubscriptionOptions;
  readonly #subscriber: SubscribeOptions;
  readonly #closing = new AbortController();
  readonly #cursors: PartitionCursor[] = [];
  /** The ends of the partitions when it began, of those not reached yet, by partition. */
  readonly #goals = new Map<number, number>();
  readonly #beginning: Promise<void>;
  #reader: TopicReader | null = null;
  #settle: { resolve(): void; reject(error: Error): void } = {
    resolve: () => undefined,
    reject: () => undefined,
  };

  constructor(options: KafkaSubscriptionOptions, subscriber: SubscribeOptions) {
    this.#options = options;
    this.#subscriber = subscriber;
    this.caughtUp = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.caughtUp.catch(() => undefined);
    this.#beginning = this.#begin().catch((error: unknown) => {
      this.#fail(error instanceof Error ? error : new Error(String(error), { cause: error }));
    });
  }

  async close(): Promise<void> {
    this.#end(new LogUnavailableError('The subscription was closed before it had caught up.'));
    await this.#beginning;
    await Promise.all(this.#cursors.map((cursor) => cursor.close()));
  }

  async #begin(): Promise<void> {
    const bounds = await this.#bounds();
    if (bounds === null) return;
    const { partitions, readerFor } = this.#options;
    for (const { partition, source } of partitions) {
      const held = bounds[source];
      if (held === undefined)
        throw new LogPositionError(`${this.#options.topic} has no partition ${source}.`);
      const cursor = this.#cursor(partition, source, held);
      if (cursor.next < held.high) this.#goals.set(partition, held.high);
      this.#cursors.push(cursor);
    }
    const reader = readerFor(partitions.map(({ source }) => source));
    this.#reader = reader;
    for (const cursor of this.#cursors) reader.attach(cursor);
    this.#checkCaughtUp();
  }

  /** Where the partitions begin and end now: asked until the brokers say it. Null: it was closed before. */
  async #bounds(): Promise<readonly OffsetBounds[] | null> {
    const { signal } = this.#closing;
    const backOff = new BackOff(50, 2_000);
    while (!signal.aborted) {
      try {
        const bounds = await this.#options.bounds();
        return signal.aborted ? null : bounds;
      } catch (error) {
        if (!(error instanceof LogUnavailableError)) throw error;
      }
      await sleep(backOff.next(), undefined, { signal }).catch(() => undefined);
    }
    return null;
  }

  #cursor(partition: number, source: number, held: OffsetBounds): PartitionCursor {
    const { topic, compacted } = this.#options;
    const { from, onRecords } = this.#subscriber;
    const asked = typeof from === 'string' ? undefined : from.get(partition);
    if (asked !== undefined && (asked < held.low || asked > held.high)) {
      throw new LogPositionError(
        `Partition ${partition} of ${topic} holds the records ${held.low} to ${held.high - 1}; a reader wants to go on from ${asked}.`,
      );
    }
    return new PartitionCursor({
      topic,
      partition,
      source,
      next: asked ?? (from === 'latest' ? held.high : held.low),
      fromEarliest: asked === undefined,
      compacted,
      onRecords,
      onProgress: () => this.#checkCaughtUp(),
      onError: (error) => this.#fail(error),
    });
  }

  #checkCaughtUp(): void {
    for (const { options, next } of this.#cursors) {
      if (next >= (this.#goals.get(options.partition) ?? 0)) this.#goals.delete(options.partition);
    }
    if (this.#goals.size === 0) this.#settle.resolve();
  }

  #fail(error: Error): void {
    if (this.#closing.signal.aborted) return;
    this.#end(error);
    this.#subscriber.onError(error);
  }

  #end(error: Error): void {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    for (const cursor of this.#cursors) {
      this.#reader?.detach(cursor);
      // Its other partitions hand over nothing more; `close` waits for what runs.
      void cursor.close();
    }
    this.#settle.reject(error);
    this.#options.onEnd();
  }
}
