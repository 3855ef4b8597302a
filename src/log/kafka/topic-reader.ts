import { randomUUID } from 'node:crypto';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import type { PartitionCursor } from './partition-cursor.ts';
import { RestartingConsumer } from './restarting-consumer.ts';

const MIB = 1024 * 1024;
/** Bytes of one partition in one answer. */
const PARTITION_BYTES = 4 * MIB;
/**
 * The same for a compacted topic, where the log cleaner leaves empty batches behind: an answer that holds nothing else
 * because what follows did not fit would be asked for again for ever.
 */
const COMPACTED_PARTITION_BYTES = 64 * MIB;

/**
 * Reads the partitions of one topic for whoever attaches a cursor, one cursor a partition. Its group has one member
 * and is used for nothing but to be given all partitions.
 */
export class TopicReader {
  readonly topic: string;
  readonly #cursors = new Map<number, PartitionCursor>();
  readonly #consumer: RestartingConsumer;
  /** Partitions that the consumer has. */
  #assigned: readonly number[] = [];

  constructor(options: {
    readonly kafka: Kafka;
    readonly topic: string;
    readonly compacted: boolean;
    readonly logger: Logger;
  }) {
    const { kafka, topic, compacted, logger } = options;
    this.topic = topic;
    this.#consumer = new RestartingConsumer({
      kafka,
      topic,
      groupId: () => `runbook-reader-${randomUUID()}`,
      sessionMs: 30_000,
      heartbeatMs: 3_000,
      rebalanceMs: 10_000,
      partitionBytes: compacted ? COMPACTED_PARTITION_BYTES : PARTITION_BYTES,
      onJoined: (consumer, partitions) => this.#onJoined(consumer, partitions),
      onBatch: (payload) => this.#onBatch(payload),
      logger,
    });
  }

  /** Whether a cursor can be attached for each of these partitions (as the brokers count them). */
  isFree(partitions: readonly number[]): boolean {
    return partitions.every((partition) => !this.#cursors.has(partition));
  }

  /** Begins to read for a cursor. */
  attach(cursor: PartitionCursor): void {
    const { source, next } = cursor;
    this.#cursors.set(source, cursor);
    const consumer = this.#consumer.joined;
    if (consumer === null || !this.#assigned.includes(source)) return;
    consumer.seek({ topic: this.topic, partition: source, offset: String(next) });
    consumer.resume([{ topic: this.topic, partitions: [source] }]);
  }

  /** Reads no more for a cursor. */
  detach(cursor: PartitionCursor): void {
    const { source } = cursor;
    if (this.#cursors.get(source) !== cursor) return;
    this.#cursors.delete(source);
    if (this.#assigned.includes(source)) {
      this.#consumer.joined?.pause([{ topic: this.topic, partitions: [source] }]);
    }
  }

  close(): Promise<void> {
    return this.#consumer.close();
  }

  #onJoined(consumer: Consumer, partitions: readonly number[]): void {
    this.#assigned = partitions;
    const { topic } = this;
    const idle = partitions.filter((partition) => !this.#cursors.has(partition));
    if (idle.length > 0) consumer.pause([{ topic, partitions: idle }]);
    for (const partition of partitions) {
      const cursor = this.#cursors.get(partition);
      if (cursor === undefined) continue;
      consumer.seek({ topic, partition, offset: String(cursor.next) });
      consumer.resume([{ topic, partitions: [partition] }]);
    }
  }

  async #onBatch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const cursor = this.#cursors.get(batch.partition);
    if (cursor === undefined || payload.isStale()) return;
    await cursor.take(batch.messages, Number(batch.highWatermark));
    // A cursor that took its place meanwhile has been sought to where it wants to begin.
    if (this.#cursors.get(batch.partition) === cursor && !payload.isStale()) {
      payload.resolveOffset(batch.lastOffset());
    }
  }
}
