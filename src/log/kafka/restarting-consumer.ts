import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, EachBatchPayload, Kafka, PartitionAssigner } from 'kafkajs';
import type { Logger } from 'pino';
import { BackOff } from '../back-off.ts';
import { deadline } from './admin-session.ts';

/** Milliseconds that a fetch waits for something new; also how long a change of what is wanted may wait. */
const FETCH_WAIT_MS = 250;
/** Milliseconds without any sign of life after which a consumer is made anew. */
const STALL_LIMIT_MS = 30_000;
/** Milliseconds that a consumer may take to leave its group. */
const LEAVE_LIMIT_MS = 3_000;
/** The most bytes of one answer to a fetch. One record that is larger is given all the same. */
const FETCH_BYTES = 32 * 1024 * 1024;

export interface RestartingConsumerOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  /**
   * Asked for each consumer that is made. A reader takes another one each time: the member that crashed may stay in
   * the old one for as long as its session lasts, and hold up who joins.
   */
  readonly groupId: () => string;
  /** Milliseconds without a heartbeat after which the group goes on without this member. */
  readonly sessionMs: number;
  readonly heartbeatMs: number;
  /** Milliseconds that the members of the group have to join anew. */
  readonly rebalanceMs: number;
  readonly assigner?: PartitionAssigner;
  /** The most bytes of one partition in one answer. */
  readonly partitionBytes: number;
  /** It joined, again maybe: what it reads is to be set before this returns. */
  readonly onJoined: (consumer: Consumer, partitions: readonly number[]) => void;
  /** Must not throw. */
  readonly onBatch: (payload: EachBatchPayload) => Promise<void>;
  readonly logger: Logger;
}

/**
 * A consumer that goes on: where it crashed, or stopped without a word, another one takes its place. Offsets are
 * never committed: who reads knows its position by itself.
 */
export class RestartingConsumer {
  readonly #options: RestartingConsumerOptions;
  readonly #closing = new AbortController();
  readonly #running: Promise<void>;
  #joined: Consumer | null = null;
  #lastSign = 0;
  #handling = 0;
  #saidCutOff = false;

  constructor(options: RestartingConsumerOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  /** The consumer while it is a member of its group; null while it is not. */
  get joined(): Consumer | null {
    return this.#joined;
  }

  /** Leaves the group; resolves when no batch is handled any more. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    const backOff = new BackOff(100, 2_000);
    while (!signal.aborted) {
      const consumer = this.#create();
      const reason = await this.#untilEnd(consumer, backOff);
      this.#joined = null;
      const limit = deadline(LEAVE_LIMIT_MS);
      await Promise.race([consumer.disconnect(), limit.passed]).catch(() => undefined);
      limit.clear();
      if (signal.aborted) return;
      this.#sayCutOff(reason);
      await sleep(backOff.next(), undefined, { signal }).catch(() => undefined);
    }
  }

  /** Once for each time that it was a member; every try after that only in detail. */
  #sayCutOff(reason: string): void {
    const { logger, topic } = this.#options;
    const text = 'Kafka: a reader was cut off; it goes on where it was once the brokers let it';
    if (this.#saidCutOff) logger.debug({ topic, reason }, text);
    else logger.warn({ topic, reason }, text);
    this.#saidCutOff = true;
  }

  #create(): Consumer {
    const { kafka, groupId, sessionMs, heartbeatMs, rebalanceMs, assigner, partitionBytes } = this.#options;
    return kafka.consumer({
      groupId: groupId(),
      sessionTimeout: sessionMs,
      heartbeatInterval: heartbeatMs,
      rebalanceTimeout: rebalanceMs,
      maxBytesPerPartition: partitionBytes,
      maxBytes: Math.max(FETCH_BYTES, partitionBytes),
      maxWaitTimeInMs: FETCH_WAIT_MS,
      allowAutoTopicCreation: false,
      ...(assigner === undefined ? {} : { partitionAssigners: [assigner] }),
      retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 5, restartOnFailure: async () => false },
    });
  }

  /** Runs a consumer; resolves with why it does not go on. */
  async #untilEnd(consumer: Consumer, backOff: BackOff): Promise<string> {
    const { signal } = this.#closing;
    const { topic, onJoined } = this.#options;
    const crashed = new Promise<string>((resolve) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => resolve(payload.error.message));
    });
    const sign = (): void => {
      this.#lastSign = performance.now();
    };
    sign();
    consumer.on(consumer.events.FETCH, sign);
    consumer.on(consumer.events.HEARTBEAT, sign);
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      sign();
      if (signal.aborted) return;
      backOff.reset();
      this.#saidCutOff = false;
      this.#joined = consumer;
      onJoined(consumer, payload.memberAssignment[topic] ?? []);
    });
    const watch = new AbortController();
    const closed = new Promise<string>((resolve) => {
      if (signal.aborted) resolve('closed');
      else signal.addEventListener('abort', () => resolve('closed'), { once: true, signal: watch.signal });
    });
    const start = async (): Promise<never> => {
      await consumer.connect();
      await consumer.subscribe({ topics: [topic], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: 64,
        eachBatch: (payload) => this.#onBatch(payload),
      });
      return new Promise<never>(() => undefined);
    };
    try {
      return await Promise.race([start(), crashed, closed, this.#stalled(watch.signal)]);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      watch.abort();
    }
  }

  async #onBatch(payload: EachBatchPayload): Promise<void> {
    this.#handling += 1;
    try {
      await this.#options.onBatch(payload);
    } finally {
      this.#handling -= 1;
      this.#lastSign = performance.now();
    }
  }

  /** Resolves when nothing was heard of the consumer for too long, though nobody keeps it busy. */
  async #stalled(signal: AbortSignal): Promise<string> {
    while (!signal.aborted) {
      await sleep(STALL_LIMIT_MS / 10, undefined, { signal, ref: false }).catch(() => undefined);
      const silence = performance.now() - this.#lastSign;
      if (this.#handling === 0 && silence > STALL_LIMIT_MS) return 'nothing was heard of it for too long';
    }
    return 'closed';
  }
}
