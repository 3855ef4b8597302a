import type { LogRecord, NewRecord, Position, Topic } from '../event-log.ts';
import type { LogClock } from './log-clock.ts';
import { RecordBuffer } from './record-buffer.ts';
import type { TopicPartition } from './topic-partition.ts';

/** What is kept of a feed for who subscribes later. */
const KEPT_RECORDS = 10_000;
const KEPT_CHARACTERS = 16 * 1024 * 1024;
/** What is kept for a subscriber that has not read it yet; one that falls further behind ends with an error. */
const UNREAD_RECORDS = 200_000;
const UNREAD_CHARACTERS = 256 * 1024 * 1024;

/** A topic that is no truth of its own: in memory, bounded, gone with the process. */
export class FeedTopic implements TopicPartition {
  readonly #topic: Topic;
  readonly #clock: LogClock;
  readonly #buffer = new RecordBuffer(0);

  constructor(topic: Topic, clock: LogClock) {
    this.#topic = topic;
    this.#clock = clock;
  }

  get start(): number {
    return this.#buffer.start;
  }

  get end(): number {
    return this.#buffer.end;
  }

  /** @param slowest the lowest offset that a subscriber still has to read */
  append(records: readonly NewRecord[], slowest: number): Position[] {
    const timestamp = this.#clock.stamp();
    const positions = records.map(({ key, value }) => {
      const position = { partition: 0, offset: this.#buffer.end, timestamp };
      this.#buffer.push({ topic: this.#topic, key, value, ...position });
      return position;
    });
    while (this.#hasTooMany(slowest)) this.#buffer.dropOldest();
    return positions;
  }

  batch(from: number): readonly LogRecord[] {
    return this.#buffer.batch(from);
  }

  #hasTooMany(slowest: number): boolean {
    const { start, length, characters } = this.#buffer;
    if (start < slowest) return length > KEPT_RECORDS || characters > KEPT_CHARACTERS;
    return length > UNREAD_RECORDS || characters > UNREAD_CHARACTERS;
  }
}
