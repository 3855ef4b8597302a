import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KafkaMessage } from 'kafkajs';
import { LogPositionError, type LogRecord, type Topic } from '../event-log.ts';

/** The most records of one batch handed to a subscriber. */
const BATCH_RECORDS = 1_000;

export interface PartitionCursorOptions {
  readonly topic: Topic;
  /** The partition as the port counts it. */
  readonly partition: number;
  /** The partition as the brokers count it. */
  readonly source: number;
  /** The first offset wanted. */
  readonly next: number;
  /** Whether what comes first may have a higher offset than asked for: `earliest` means the oldest that is left. */
  readonly fromEarliest: boolean;
  /** Whether offsets in between may be missing: a compacted topic. */
  readonly compacted: boolean;
  readonly onRecords: (records: readonly LogRecord[]) => void | Promise<void>;
  /** It read up to `next`. */
  readonly onProgress: () => void;
  /** It cannot go on. */
  readonly onError: (error: Error) => void;
}

/**
 * Where one subscription stands in one partition. What a consumer hands over is taken exactly from there on: repeats
 * are dropped, and where something is missing the cursor ends instead of jumping.
 */
export class PartitionCursor {
  readonly options: PartitionCursorOptions;
  #next: number;
  #fresh = true;
  #closed = false;
  #handling: Promise<void> | null = null;

  constructor(options: PartitionCursorOptions) {
    this.options = options;
    this.#next = options.next;
  }

  /** The partition as the brokers count it. */
  get source(): number {
    return this.options.source;
  }

  /** The first offset not yet handed over. */
  get next(): number {
    return this.#next;
  }

  /** Hands over what a fetch gave. Never throws. @param highWatermark the end of the partition as the fetch saw it */
  async take(messages: readonly KafkaMessage[], highWatermark: number): Promise<void> {
    if (this.#closed) return;
    this.#handling = this.#handOver(messages, highWatermark).catch((error: unknown) => {
      this.#closed = true;
      this.options.onError(error instanceof Error ? error : new Error(String(error), { cause: error }));
    });
    await this.#handling;
    this.#handling = null;
  }

  /** Takes nothing more; resolves when no handler runs any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#handling;
  }

  async #handOver(messages: readonly KafkaMessage[], highWatermark: number): Promise<void> {
    if (highWatermark < this.#next) throw this.#positionError(highWatermark);
    let records: LogRecord[] = [];
    for (const message of messages) {
      const offset = Number(message.offset);
      if (offset < this.#next + records.length && !this.options.compacted) continue;
      if (this.options.compacted && offset < this.#next) continue;
      this.#assertFollows(offset, records);
      records.push(this.#record(message, offset));
      this.#fresh = false;
      if (records.length < BATCH_RECORDS) continue;
      await this.#give(records);
      if (this.#closed) return;
      records = [];
      // A long way to catch up leaves the rest of the process its turn.
      await nextTurn();
    }
    if (records.length > 0) await this.#give(records);
  }

  #assertFollows(offset: number, records: readonly LogRecord[]): void {
    if (this.options.compacted) return;
    const expected = this.#next + records.length;
    if (offset === expected) return;
    if (this.#fresh && this.options.fromEarliest) {
      this.#next = offset;
      return;
    }
    throw this.#positionError(offset);
  }

  async #give(records: readonly LogRecord[]): Promise<void> {
    await this.options.onRecords(records);
    this.#next = (records.at(-1)?.offset ?? this.#next - 1) + 1;
    this.options.onProgress();
  }

  #record({ key, value, timestamp }: KafkaMessage, offset: number): LogRecord {
    const { topic, partition } = this.options;
    return {
      topic,
      partition,
      offset,
      timestamp: Number(timestamp),
      key: key?.toString('utf8') ?? '',
      value: value?.toString('utf8') ?? '',
    };
  }

  #positionError(offset: number): LogPositionError {
    const { topic, partition } = this.options;
    return new LogPositionError(
      `A reader wants to go on from ${this.#next} in partition ${partition} of ${topic}, and the topic goes on at ${offset}.`,
    );
  }
}
