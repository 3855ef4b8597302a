import {
  type Database,
  numberIn,
  openDatabase,
  type Row,
  type Statement,
  textIn,
} from '../../store/index.ts';
import type { LogRecord, Topic } from '../event-log.ts';
import { BATCH_CHARACTERS, BATCH_RECORDS } from './record-buffer.ts';

const MIGRATIONS = [
  `CREATE TABLE record (
     position INTEGER PRIMARY KEY,
     timestamp INTEGER NOT NULL,
     key TEXT NOT NULL,
     size INTEGER NOT NULL,
     value TEXT NOT NULL
   ) STRICT;
   CREATE TABLE probe (id INTEGER PRIMARY KEY, filler BLOB NOT NULL) STRICT`,
];

/** The records of a topic in a SQLite file that this process alone has. */
export class RecordTable {
  readonly #database: Database;
  readonly #insert: Statement;
  readonly #size: Statement;
  readonly #sizes: Statement;
  readonly #range: Statement;
  readonly #probe: Statement;
  readonly #bounds: Row | undefined;
  #durable = true;

  /**
   * @param path the file, or `:memory:`
   * @throws DatabaseError, DatabaseTooNewError
   */
  constructor(path: string) {
    this.#database = openDatabase(path, MIGRATIONS, { exclusive: true, synchronous: 'FULL' });
    this.#insert = this.#database.prepare(
      'INSERT INTO record (position, timestamp, key, size, value) VALUES (?, ?, ?, ?, ?)',
    );
    // The size stands before the value, so that SQLite need not read the value to know it.
    this.#size = this.#database.prepare(
      'SELECT coalesce(sum(size), 0) AS characters FROM record WHERE position BETWEEN ? AND ?',
    );
    this.#sizes = this.#database.prepare(
      'SELECT position, size FROM record WHERE position BETWEEN ? AND ? ORDER BY position',
    );
    this.#range = this.#database.prepare(
      'SELECT position, timestamp, key, value FROM record WHERE position BETWEEN ? AND ? ORDER BY position',
    );
    this.#probe = this.#database.prepare('REPLACE INTO probe (id, filler) VALUES (1, zeroblob(65536))');
    this.#bounds = this.#database
      .prepare(
        `SELECT oldest.position AS start, newest.position AS last, newest.timestamp AS timestamp
         FROM (SELECT position FROM record ORDER BY position LIMIT 1) AS oldest,
              (SELECT position, timestamp FROM record ORDER BY position DESC LIMIT 1) AS newest`,
      )
      .get();
  }

  /** The oldest offset; 0 in an empty log. */
  get start(): number {
    return this.#bounds === undefined ? 0 : numberIn(this.#bounds, 'start');
  }

  /** The offset after the newest record that was there when the file was opened. */
  get end(): number {
    return this.#bounds === undefined ? 0 : numberIn(this.#bounds, 'last') + 1;
  }

  /** The stamp of the newest record that was there when the file was opened, in milliseconds; 0 in an empty log. */
  get timestamp(): number {
    return this.#bounds === undefined ? 0 : numberIn(this.#bounds, 'timestamp');
  }

  /**
   * Stores all of them, or none.
   * @param durable whether to return only when they, and all before them, are on the disk. SQLite's write-ahead
   * log is one file: an fsync of it makes everything durable that was committed without one.
   * @throws DatabaseError
   */
  insert(records: readonly LogRecord[], durable: boolean): void {
    this.#syncCommits(durable);
    this.#database.transaction(() => {
      for (const { offset, timestamp, key, value } of records) {
        this.#insert.run(offset, timestamp, key, value.length, value);
      }
    });
  }

  #syncCommits(durable: boolean): void {
    if (this.#durable === durable) return;
    this.#database.exec(`PRAGMA synchronous = ${durable ? 'FULL' : 'NORMAL'}`);
    this.#durable = durable;
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

  /** Writes some pages to see whether the disk takes them. @throws DatabaseError */
  probe(): void {
    this.#probe.run();
  }

  close(): void {
    this.#database.close();
  }
}
