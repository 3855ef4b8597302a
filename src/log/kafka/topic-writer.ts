import { CompressionTypes, type Kafka, type Message, type Producer, type RecordMetadata } from 'kafkajs';
import { InvalidRecordError, LogUnavailableError, type Position, type Topic } from '../event-log.ts';
import { deadline } from './admin-session.ts';
import { namesOf, reasonOf } from './client-errors.ts';

/** What waits for a request, in characters of values: more does not wait. */
const WAITING_CHARACTERS = 64 * 1024 * 1024;
/** Appends go together in a request up to these. One that is larger goes alone. */
const REQUEST_CHARACTERS = 1024 * 1024;
const REQUEST_RECORDS = 2_000;
/** Milliseconds that what waits is still sent when the log is closed. */
const CLOSE_LIMIT_MS = 5_000;
/** Compressing less gains nothing. */
const COMPRESSED_FROM_CHARACTERS = 2_048;

/** A record on its way, with the partition as the brokers count it. */
export interface OutgoingRecord {
  readonly key: string;
  /** Null deletes the key of a compacted topic. */
  readonly value: string | null;
  readonly source: number;
}

interface WaitingAppend {
  readonly records: readonly OutgoingRecord[];
  readonly characters: number;
  /** Since when, by the process's own clock, in milliseconds. */
  readonly since: number;
  readonly resolve: (positions: readonly Position[]) => void;
  readonly reject: (error: Error) => void;
}

export interface TopicWriterOptions {
  readonly kafka: Kafka;
  readonly topic: Topic;
  /** Milliseconds after which a request counts as failed. */
  readonly limitMs: number;
  /** How many bytes a batch may have, as compressed, as far as the topic said at the start; absent: not known. */
  readonly batchBytes?: number | undefined;
  readonly onSuccess: () => void;
  readonly onFailure: (error: LogUnavailableError) => void;
}

/**
 * Appends to one topic: one request at a time, with all that came while the one before was under way. The producer
 * is idempotent and waits for all copies. After any failure it is replaced: its sequence numbers may not be what the
 * broker expects, and what it still tries must not hold up the next one.
 */
export class TopicWriter {
  readonly #options: TopicWriterOptions;
  #waiting: WaitingAppend[] = [];
  #waitingCharacters = 0;
  #sending: Promise<void> | null = null;
  #producer: Promise<Producer> | null = null;
  #closed = false;

  constructor(options: TopicWriterOptions) {
    this.#options = options;
  }

  /** Characters of values that wait. */
  get waiting(): number {
    return this.#waitingCharacters;
  }

  /**
   * Resolves with the positions, partitions as the brokers count them, when all copies have the records.
   * @throws LogUnavailableError where that is not known; InvalidRecordError where the broker refuses their size
   */
  append(records: readonly OutgoingRecord[]): Promise<readonly Position[]> {
    const { topic } = this.#options;
    if (this.#closed) return Promise.reject(new LogUnavailableError('The event log was closed.'));
    const characters = records.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    if (this.#waiting.length > 0 && this.#waitingCharacters + characters > WAITING_CHARACTERS) {
      return Promise.reject(
        new LogUnavailableError(`Kafka takes ${topic} more slowly than it is written; try again.`),
      );
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ records, characters, since: performance.now(), resolve, reject });
      this.#waitingCharacters += characters;
      this.#sending ??= this.#send();
    });
  }

  /** Sends what waits, as long as that takes no more than `CLOSE_LIMIT_MS`, and ends. */
  async close(): Promise<void> {
    this.#closed = true;
    const limit = deadline(CLOSE_LIMIT_MS);
    await Promise.race([this.#sending, limit.passed]).catch(() => undefined);
    limit.clear();
    const closed = new LogUnavailableError('The event log was closed before Kafka confirmed this.');
    for (const { reject } of this.#waiting.splice(0)) reject(closed);
    await this.#drop();
  }

  async #send(): Promise<void> {
    // All of one turn goes together.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#sendRequest(this.#takeRequest());
    this.#sending = null;
  }

  /** The oldest that wait, at least one. */
  #takeRequest(): readonly WaitingAppend[] {
    let characters = 0;
    let records = 0;
    let count = 0;
    for (const append of this.#waiting) {
      characters += append.characters;
      records += append.records.length;
      if (count > 0 && (characters > REQUEST_CHARACTERS || records > REQUEST_RECORDS)) break;
      count += 1;
      this.#waitingCharacters -= append.characters;
    }
    return this.#waiting.splice(0, count);
  }

  /** Those that waited for as long as a request may take, and need not wait for one of their own to fail. */
  #takeOverdue(): readonly WaitingAppend[] {
    const oldest = performance.now() - this.#options.limitMs;
    const count = this.#waiting.filter(({ since }) => since <= oldest).length;
    const overdue = this.#waiting.splice(0, count);
    for (const { characters } of overdue) this.#waitingCharacters -= characters;
    return overdue;
  }

  async #sendRequest(appends: readonly WaitingAppend[]): Promise<void> {
    const { topic, onSuccess, onFailure } = this.#options;
    const limit = deadline(this.#options.limitMs);
    try {
      const stored = await Promise.race([this.#produce(appends), limit.passed]);
      onSuccess();
      const next = nextPositions(stored);
      for (const { records, resolve } of appends) resolve(records.map(({ source }) => next(source)));
    } catch (error) {
      void this.#drop();
      if (isTooLarge(error)) {
        const refused = new InvalidRecordError(
          `Kafka refuses ${sizeOf(appends)} of ${topic} for their size: ${reasonOf(error)}. Raise max.message.bytes of the topic${this.#limit()}.`,
          { cause: error },
        );
        for (const { reject } of appends) reject(refused);
        return;
      }
      const failure = new LogUnavailableError(
        `Kafka did not confirm that ${topic} was written: ${reasonOf(error)}.`,
        {
          cause: error,
        },
      );
      onFailure(failure);
      for (const { reject } of [...appends, ...this.#takeOverdue()]) reject(failure);
    } finally {
      limit.clear();
    }
  }

  #limit(): string {
    const { batchBytes } = this.#options;
    return batchBytes === undefined ? '' : `, which was ${batchBytes} at the start`;
  }

  async #produce(appends: readonly WaitingAppend[]): Promise<readonly RecordMetadata[]> {
    const producer = await this.#connected();
    const characters = appends.reduce((sum, append) => sum + append.characters, 0);
    return producer.send({
      topic: this.#options.topic,
      acks: -1,
      compression: characters < COMPRESSED_FROM_CHARACTERS ? CompressionTypes.None : CompressionTypes.GZIP,
      messages: appends.flatMap(({ records }) => records.map(messageOf)),
    });
  }

  #connected(): Promise<Producer> {
    this.#producer ??= this.#connect();
    return this.#producer;
  }

  async #connect(): Promise<Producer> {
    const producer = this.#options.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: () => partitionOfMessage,
      retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 6 },
    });
    await producer.connect();
    return producer;
  }

  /** Lets the producer go, without waiting for one that hangs. */
  async #drop(): Promise<void> {
    const producer = this.#producer;
    this.#producer = null;
    if (producer === null) return;
    const limit = deadline(2_000);
    await Promise.race([producer.then((connected) => connected.disconnect()), limit.passed]).catch(
      () => undefined,
    );
    limit.clear();
  }
}

function messageOf({ key, value, source }: OutgoingRecord): Message {
  return { key, value, partition: source };
}

function partitionOfMessage({ message }: { readonly message: Message }): number {
  return message.partition ?? 0;
}

/** Gives each record the next position of its partition, in the order in which they were sent. */
function nextPositions(stored: readonly RecordMetadata[]): (source: number) => Position {
  const next = new Map(
    stored.map(({ partition, baseOffset, logAppendTime }) => [
      partition,
      { offset: Number(baseOffset), timestamp: Number(logAppendTime) },
    ]),
  );
  return (source) => {
    const position = next.get(source);
    if (position === undefined)
      throw new LogUnavailableError(`Kafka confirmed nothing of partition ${source}.`);
    const { offset, timestamp } = position;
    next.set(source, { offset: offset + 1, timestamp });
    return { partition: source, offset, timestamp };
  };
}

function isTooLarge(error: unknown): boolean {
  return namesOf(error).some((name) => name === 'MESSAGE_TOO_LARGE' || name === 'RECORD_LIST_TOO_LARGE');
}

/** What was to be stored, for people: brokers do not say how large it was for them, as compressed. */
function sizeOf(appends: readonly WaitingAppend[]): string {
  const values = appends.flatMap(({ records }) => records.map(({ value }) => value ?? ''));
  const bytes = values.reduce((sum, value) => sum + Buffer.byteLength(value), 0);
  return `${bytes} bytes (before they are compressed)`;
}
