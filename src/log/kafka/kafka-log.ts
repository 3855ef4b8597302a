import type { Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import {
  type AssignmentListener,
  type EventLog,
  InvalidRecordError,
  type LogRecord,
  LogUnavailableError,
  type NewRecord,
  type Position,
  type SubscribedTopic,
  type SubscribeOptions,
  type Subscription,
  type Topic,
  type TrimBounds,
} from '../event-log.ts';
import { assertStorable } from '../record-check.ts';
import type { AdminSession } from './admin-session.ts';
import { AssignmentGroup } from './assignment-group.ts';
import { BrokerWatch } from './broker-watch.ts';
import { KafkaSubscription } from './kafka-subscription.ts';
import { createPartitioner } from './partitioner.ts';
import { TopicReader } from './topic-reader.ts';
import { TopicWriter } from './topic-writer.ts';
import { MAX_BATCH_BYTES, statePartition } from './topics.ts';

export interface KafkaLogParts {
  readonly kafka: Kafka;
  readonly admin: AdminSession;
  /** Partitions of `runbook.events` and `runbook.jobs` that are used. */
  readonly partitions: number;
  /** How many bytes a batch may have, as compressed, by topic. */
  readonly batchBytes: ReadonlyMap<Topic, number>;
  readonly appendLimitMs: number;
  /** Of `runbook.state`; the log's from now on. */
  readonly stateReader: TopicReader;
  readonly logger: Logger;
}

/** Of a call, uncompressed: it has to be one batch, and brokers take no larger request. */
const MOST_CALL_BYTES = MAX_BATCH_BYTES - 1024 * 1024;

/** The EventLog port on Apache Kafka. Connections are made where they are needed first. */
export class KafkaLog implements EventLog {
  readonly partitions: number;
  readonly #parts: KafkaLogParts;
  readonly #watch: BrokerWatch;
  readonly #partitioner: (key: string) => number;
  readonly #writers = new Map<Topic, TopicWriter>();
  readonly #readers: TopicReader[] = [];
  readonly #subscriptions = new Set<KafkaSubscription>();
  readonly #groups = new Set<AssignmentGroup>();
  #closing: Promise<void> | null = null;

  constructor(parts: KafkaLogParts) {
    this.#parts = parts;
    this.partitions = parts.partitions;
    this.#partitioner = createPartitioner(parts.partitions);
    this.#watch = new BrokerWatch(parts.admin, parts.logger);
    this.#readers.push(parts.stateReader);
  }

  partitionOf(key: string): number {
    return this.#partitioner(key);
  }

  async append(topic: Topic, records: readonly NewRecord[]): Promise<readonly Position[]> {
    this.#assertOpen();
    const partitions = this.#partitionsOf(topic);
    for (const record of records) assertStorable(record, partitions);
    if (records.length === 0) return [];
    assertOneRequest(records);
    const outgoing = records.map(({ key, value, partition }) => ({
      key,
      value: value === '' && topic === 'runbook.state' ? null : value,
      source: this.#sourceOf(topic, partition ?? this.#defaultPartition(topic, key)),
    }));
    const positions = await this.#writer(topic).append(outgoing);
    return positions.map(({ partition, ...rest }) => ({
      ...rest,
      partition: topic === 'runbook.state' ? partition - statePartition(0) : partition,
    }));
  }

  subscribe(topic: SubscribedTopic, options: SubscribeOptions): Subscription {
    return this.#subscribe(topic, options);
  }

  async readLatest(
    topic: 'runbook.state',
    partition: number,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, LogRecord>> {
    const latest = new Map<string, LogRecord>();
    const subscription = this.#subscribe(topic, {
      from: 'earliest',
      partitions: [partition],
      onRecords: (records) => {
        for (const record of records) {
          if (record.value === '') latest.delete(record.key);
          else latest.set(record.key, record);
        }
      },
      // The reason reaches the caller through `caughtUp`.
      onError: () => undefined,
    });
    const end = (): void => void subscription.close();
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted === true) end();
    try {
      await subscription.caughtUp;
    } catch (error) {
      throw new LogUnavailableError(`Partition ${partition} of ${topic} could not be read.`, {
        cause: error,
      });
    } finally {
      signal?.removeEventListener('abort', end);
      await subscription.close();
    }
    return latest;
  }

  async trim(topic: 'runbook.events', partition: number, { before, olderThan }: TrimBounds): Promise<void> {
    this.#assertOpen();
    const { admin } = this.#parts;
    const young = await admin.ask(`where the younger records of ${topic} begin`, (connected) =>
      connected.fetchTopicOffsetsByTimestamp(topic, olderThan),
    );
    const firstYoung = Number(young.find((entry) => entry.partition === partition)?.offset ?? 0);
    const held = (await admin.bounds(topic))[partition];
    const offset = Math.min(before, firstYoung);
    if (held === undefined || offset <= held.low) return;
    await admin.ask(`that it let go of old records of ${topic}`, (connected) =>
      connected.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(offset) }] }),
    );
  }

  join(group: string, listener: AssignmentListener): { leave(): Promise<void> } {
    this.#assertOpen();
    const { kafka, logger } = this.#parts;
    // Whoever is assigned a partition can read it at once: for a reader to join its group takes some brokers seconds.
    this.#readerFor('runbook.events', []);
    const member = new AssignmentGroup({
      kafka,
      groupId: group,
      partitions: this.partitions,
      listener,
      logger,
    });
    this.#groups.add(member);
    return {
      leave: async () => {
        this.#groups.delete(member);
        await member.leave();
      },
    };
  }

  ready(): { readonly ready: boolean; readonly reason?: string } {
    if (this.#closing !== null) return { ready: false, reason: 'The event log was closed.' };
    const { failure } = this.#watch;
    return failure === null ? { ready: true } : { ready: false, reason: failure };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#writers.values()].map((writer) => writer.close()));
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
    await Promise.all([
      ...[...this.#groups].map((group) => group.leave()),
      ...this.#readers.map((reader) => reader.close()),
      this.#watch.close(),
    ]);
    await this.#parts.admin.close();
  }

  #subscribe(topic: Topic, options: SubscribeOptions): Subscription {
    this.#assertOpen();
    const all = Array.from({ length: this.#partitionsOf(topic) }, (_, partition) => partition);
    const wanted = options.partitions?.filter((partition) => all.includes(partition)) ?? all;
    const compacted = topic === 'runbook.state';
    const subscription: KafkaSubscription = new KafkaSubscription(
      {
        topic,
        partitions: wanted.map((partition) => ({ partition, source: this.#sourceOf(topic, partition) })),
        compacted,
        bounds: () => this.#parts.admin.bounds(topic),
        readerFor: (sources) => this.#readerFor(topic, sources),
        onEnd: () => this.#subscriptions.delete(subscription),
      },
      options,
    );
    this.#subscriptions.add(subscription);
    return subscription;
  }

  #assertOpen(): void {
    if (this.#closing !== null) throw new LogUnavailableError('The event log was closed.');
  }

  #writer(topic: Topic): TopicWriter {
    const known = this.#writers.get(topic);
    if (known !== undefined) return known;
    const writer = new TopicWriter({
      kafka: this.#parts.kafka,
      topic,
      limitMs: this.#parts.appendLimitMs,
      batchBytes: this.#parts.batchBytes.get(topic),
      onSuccess: () => this.#watch.worked(),
      onFailure: (error) => this.#watch.failed(error),
    });
    this.#writers.set(topic, writer);
    return writer;
  }

  /** A reader in which these partitions are free; most processes need one for each topic. */
  #readerFor(topic: Topic, sources: readonly number[]): TopicReader {
    const free = this.#readers.find((reader) => reader.topic === topic && reader.isFree(sources));
    if (free !== undefined) return free;
    const { kafka, logger } = this.#parts;
    const reader = new TopicReader({ kafka, topic, compacted: topic === 'runbook.state', logger });
    this.#readers.push(reader);
    return reader;
  }

  #partitionsOf(topic: Topic): number {
    return topic === 'runbook.workers' ? 1 : this.partitions;
  }

  #defaultPartition(topic: Topic, key: string): number {
    return topic === 'runbook.workers' ? 0 : this.#partitioner(key);
  }

  /** The brokers' number of a partition of the port's. */
  #sourceOf(topic: Topic, partition: number): number {
    return topic === 'runbook.state' ? statePartition(partition) : partition;
  }
}

/** @throws InvalidRecordError where the records of one call can not be one batch */
function assertOneRequest(records: readonly NewRecord[]): void {
  const characters = records.reduce((sum, { value }) => sum + value.length, 0);
  if (characters * 3 <= MOST_CALL_BYTES) return;
  const bytes = records.reduce((sum, { value }) => sum + Buffer.byteLength(value), 0);
  if (bytes <= MOST_CALL_BYTES) return;
  throw new InvalidRecordError(
    `${records.length} records that belong together have ${bytes} bytes; Kafka takes ${MOST_CALL_BYTES} at once.`,
  );
}
