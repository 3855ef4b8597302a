import { numberIn, type Statement, textIn } from '../../store/index.ts';
import type { LogRecord, Topic, TrimBounds } from '../event-log.ts';
import type { LogFile } from './log-file.ts';
import { BATCH_CHARACTERS, BATCH_RECORDS } from './record-buffer.ts';

/**
 * The records of a topic on the disk. Their offsets follow each other without a gap, and the newest record always
 * stays: by it the offsets and stamps go on when the file is opened again.
 */
export class RecordTable {
  readonly #file: LogFile;
  readonly #insert: Statement;
  readonly #size: Statement;
  readonly #sizes: Statement;
  readonly #range: Statement;
  readonly #stamp: Statement;
  readonly #remove: Statement;
  readonly #probe: Statement;
  #start = 0;
  #end = 0;
  #timestamp = 0;

  /** @throws DatabaseError */
  constructor(file: LogFile) {
    this.#file = file;
    const { database } = file;
    this.#insert = database.prepare(
      'INSERT INTO record (position, timestamp, key, size, value) VALUES (?, ?, ?, ?, ?)',
    );
    // The size stands before the value, so that SQLite need not read the value to know it.
    this.#size = database.prepare(
      'SELECT coalesce(sum(size), 0) AS characters FROM record WHERE position BETWEEN ? AND ?',
    );
    this.#sizes = database.prepare(
      'SELECT position, size FROM record WHERE position BETWEEN ? AND ? ORDER BY position',
    );
    this.#range = database.prepare(
      'SELECT position, timestamp, key, value FROM record WHERE position BETWEEN ? AND ? ORDER BY position',
    );
    this.#stamp = database.prepare('SELECT timestamp FROM record WHERE position = ?');
    this.#remove = database.prepare('DELETE FROM record WHERE position <= ?');
    this.#probe = database.prepare('REPLACE INTO probe (id, filler) VALUES (1, zeroblob(65536))');
    const bounds = database
      .prepare(
        `SELECT oldest.position AS start, newest.position AS last, newest.timestamp AS timestamp
         FROM (SELECT position FROM record ORDER BY position LIMIT 1) AS oldest,
              (SELECT position, timestamp FROM record ORDER BY position DESC LIMIT 1) AS newest`,
      )
      .get();
    if (bounds === undefined) return;
    this.#start = numberIn(bounds, 'start');
    this.#end = numberIn(bounds, 'last') + 1;
    this.#timestamp = numberIn(bounds, 'timestamp');
  }

  /** The oldest offset; 0 in a log that nothing was ever appended to. */
  get start(): number {
    return this.#start;
  }

  /** The offset after the newest record. */
  get end(): number {
    return this.#end;
  }

  /** The stamp of the newest record, in milliseconds; 0 where there is none. */
  get timestamp(): number {
    return this.#timestamp;
  }

  /**
   * Stores all of them, or none.
   * @param durable whether to return only when they, and all before them, are on the disk
   * @throws DatabaseError
   */
  insert(records: readonly LogRecord[], durable: boolean): void {
    this.#file.commit(durable, () => {
      for (const { offset, timestamp, key, value } of records) {
        this.#insert.run(offset, timestamp, key, value.length, value);
      }
    });
    const newest = records.at(-1);
    if (newest === undefined) return;
    this.#end = newest.offset + 1;
    this.#timestamp = newest.timestamp;
  }

  /** A batch of at least one record from `from` on, bounded in number and size. @throws DatabaseError */
  batch(topic: Topic, from: number): LogRecord[] {
    return this.#range.all(from, this.#endOfBatch(from)).map((row) => ({
      topic,
      partition: 0,
      offset: numberIn(row, 'position'),
      timestamp: numberIn(row, 'timestamp'),
      key: textIn(row, 'key'),
      value: textIn(row, 'value'),
    }));
  }

  /** The last position of a batch that begins with `from`. */
  #endOfBatch(from: number): number {
    const end = from + BATCH_RECORDS - 1;
    const whole = this.#size.get(from, end);
    if (whole === undefined || numberIn(whole, 'characters') <= BATCH_CHARACTERS) return end;
    let characters = 0;
    let last = from;
    for (const row of this.#sizes.all(from, end)) {
      characters += numberIn(row, 'size');
      if (characters > BATCH_CHARACTERS && numberIn(row, 'position') > from) break;
      last = numberIn(row, 'position');
    }
    return last;
  }

  /** The offset of the oldest record that the bounds keep; of the newest one at most. @throws DatabaseError */
  firstKept({ before, olderThan }: TrimBounds): number {
    let kept = Math.min(before, this.#end - 1);
    let first = this.#start;
    // Stamps never go back: the first that is not too old is found by halving.
    while (first < kept) {
      const middle = Math.floor((first + kept) / 2);
      const row = this.#stamp.get(middle);
      if (row !== undefined && numberIn(row, 'timestamp') < olderThan) first = middle + 1;
      else kept = middle;
    }
    return first;
  }

  /**
   * Removes the oldest records below `limit`, as many as make a batch: a bounded piece of work, and not worth an
   * fsync, for records that come back after a power cut are removed again. @throws DatabaseError
   */
  removeBatch(limit: number): void {
    if (this.#start >= limit) return;
    const last = Math.min(this.#endOfBatch(this.#start), limit - 1);
    this.#file.commit(false, () => this.#remove.run(last));
    this.#start = last + 1;
  }

  /** Writes some pages to see whether the disk takes them. @throws DatabaseError */
  probe(): void {
    this.#probe.run();
  }
}
