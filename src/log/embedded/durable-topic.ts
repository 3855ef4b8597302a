import {
  type LogRecord,
  LogUnavailableError,
  type NewRecord,
  type Position,
  type Topic,
} from '../event-log.ts';
import type { LogClock } from './log-clock.ts';
import { RecordBuffer } from './record-buffer.ts';
import type { RecordTable } from './record-table.ts';
import type { TopicPartition } from './topic-partition.ts';

/** What is kept in memory of the newest records, so that those who follow do not read the disk. */
const RECENT_RECORDS = 4_096;
const RECENT_CHARACTERS = 8 * 1024 * 1024;
/** More than this, in characters of values, does not wait for one commit. */
const QUEUED_CHARACTERS = 256 * 1024 * 1024;
/** Milliseconds between two tries to write while nothing could be stored. */
const PROBE_INTERVAL_MS = 1_000;

/** The records on the disk. */
export type StoredRecords = Pick<RecordTable, 'start' | 'end' | 'insert' | 'batch' | 'probe'>;

interface QueuedAppend {
  readonly records: readonly NewRecord[];
  readonly durable: boolean;
  readonly resolve: (positions: readonly Position[]) => void;
  readonly reject: (error: LogUnavailableError) => void;
}

/**
 * A topic on the disk. All that is appended in one turn of the event loop is committed together (group commit),
 * so the cost of one fsync is shared, and none is waited for that is not needed.
 */
export class DurableTopic implements TopicPartition {
  readonly #topic: Topic;
  readonly #table: StoredRecords;
  readonly #clock: LogClock;
  readonly #onCommitted: () => void;
  readonly #recent: RecordBuffer;
  #queue: QueuedAppend[] = [];
  #queuedCharacters = 0;
  #failure: string | null = null;
  #commitTimer: NodeJS.Immediate | undefined;
  #probeTimer: NodeJS.Timeout | undefined;

  /** @param onCommitted called after each commit, when its records can be read */
  constructor(topic: Topic, table: StoredRecords, clock: LogClock, onCommitted: () => void) {
    this.#topic = topic;
    this.#table = table;
    this.#clock = clock;
    this.#onCommitted = onCommitted;
    this.#recent = new RecordBuffer(table.end);
  }

  get start(): number {
    return this.#table.start;
  }

  get end(): number {
    return this.#recent.end;
  }

  /** Why nothing can be stored at the moment; null where all is well. */
  get failure(): string | null {
    return this.#failure;
  }

  /** Resolves when the records are written, and on the disk if they have to be `durable`. @throws LogUnavailableError */
  append(records: readonly NewRecord[], durable: boolean): Promise<readonly Position[]> {
    const characters = records.reduce((sum, { value }) => sum + value.length, 0);
    if (this.#queue.length > 0 && this.#queuedCharacters + characters > QUEUED_CHARACTERS) {
      return Promise.reject(
        new LogUnavailableError('The event log has more to store than it can hold; try again.'),
      );
    }
    this.#queuedCharacters += characters;
    this.#commitTimer ??= setImmediate(() => this.commit());
    return new Promise((resolve, reject) => {
      this.#queue.push({ records, durable, resolve, reject });
    });
  }

  batch(from: number): readonly LogRecord[] {
    if (from >= this.#recent.start) return this.#recent.batch(from);
    return this.#table.batch(this.#topic, from);
  }

  /** Stores what is queued, at once. */
  commit(): void {
    clearImmediate(this.#commitTimer);
    this.#commitTimer = undefined;
    const queue = this.#queue;
    this.#queue = [];
    this.#queuedCharacters = 0;
    if (queue.length === 0) return;
    const stamped = this.#stamp(queue);
    try {
      this.#table.insert(
        stamped.flat(),
        queue.some(({ durable }) => durable),
      );
    } catch (error) {
      this.#fail(error, queue);
      return;
    }
    this.#recover();
    for (const record of stamped.flat()) this.#keep(record);
    for (const [index, { resolve }] of queue.entries()) resolve((stamped[index] ?? []).map(positionOf));
    this.#onCommitted();
  }

  /** Stores what is queued; then nothing of it runs any more. */
  close(): void {
    this.commit();
    clearTimeout(this.#probeTimer);
  }

  #stamp(queue: readonly QueuedAppend[]): LogRecord[][] {
    const timestamp = this.#clock.stamp();
    let offset = this.end;
    return queue.map(({ records }) =>
      records.map(({ key, value }) => ({
        topic: this.#topic,
        partition: 0,
        offset: offset++,
        timestamp,
        key,
        value,
      })),
    );
  }

  #keep(record: LogRecord): void {
    this.#recent.push(record);
    while (this.#recent.length > RECENT_RECORDS || this.#recent.characters > RECENT_CHARACTERS) {
      this.#recent.dropOldest();
    }
  }

  #fail(error: unknown, queue: readonly QueuedAppend[]): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#failure = `The event log cannot be written: ${reason}.`;
    for (const { reject } of queue) reject(new LogUnavailableError(this.#failure, { cause: error }));
    this.#probeTimer ??= setTimeout(() => this.#probe(), PROBE_INTERVAL_MS).unref();
  }

  /** Nobody may try to append while the log is not ready: so it tries by itself. */
  #probe(): void {
    this.#probeTimer = undefined;
    try {
      this.#table.probe();
      this.#recover();
    } catch (error) {
      this.#fail(error, []);
    }
  }

  #recover(): void {
    this.#failure = null;
    clearTimeout(this.#probeTimer);
    this.#probeTimer = undefined;
  }
}

function positionOf({ partition, offset, timestamp }: LogRecord): Position {
  return { partition, offset, timestamp };
}
