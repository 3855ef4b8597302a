import type { LogRecord } from '../event-log.ts';

/** One partition of a topic, as its subscriptions read it. */
export interface TopicPartition {
  /** The oldest offset that can be read. */
  readonly start: number;
  /** The offset that the next record will have. */
  readonly end: number;
  /** A batch of at least one record from `from` on, which must be in `start` to `end` - 1. */
  batch(from: number): readonly LogRecord[];
}
