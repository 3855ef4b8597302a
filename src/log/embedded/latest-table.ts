import { numberIn, type Statement, textIn } from '../../store/index.ts';
import type { LogRecord, NewRecord, Position, Topic } from '../event-log.ts';
import type { LogFile } from './log-file.ts';

/** A topic of which only the newest record of each key is kept, on the disk. */
export class LatestTable {
  readonly #topic: Topic;
  readonly #file: LogFile;
  readonly #keep: Statement;
  readonly #drop: Statement;
  readonly #moveEnd: Statement;
  readonly #all: Statement;
  #end: number;
  #timestamp: number;

  /** @throws DatabaseError */
  constructor(topic: Topic, file: LogFile) {
    this.#topic = topic;
    this.#file = file;
    const { database } = file;
    this.#keep = database.prepare(
      'REPLACE INTO latest (key, position, timestamp, value) VALUES (?, ?, ?, ?)',
    );
    this.#drop = database.prepare('DELETE FROM latest WHERE key = ?');
    this.#moveEnd = database.prepare('UPDATE latest_end SET position = ?, timestamp = ?');
    this.#all = database.prepare('SELECT key, position, timestamp, value FROM latest ORDER BY position');
    const end = database.prepare('SELECT position, timestamp FROM latest_end').get();
    this.#end = end === undefined ? 0 : numberIn(end, 'position');
    this.#timestamp = end === undefined ? 0 : numberIn(end, 'timestamp');
  }

  /** The newest stamp given, in milliseconds; 0 where nothing was ever appended. */
  get timestamp(): number {
    return this.#timestamp;
  }

  /**
   * Stores all of them, or none; an empty value deletes its key.
   * @param timestamp the log's, in milliseconds
   * @param durable whether to return only when they are on the disk
   * @throws DatabaseError
   */
  append(records: readonly NewRecord[], timestamp: number, durable: boolean): Position[] {
    const positions = records.map((_, index) => ({ partition: 0, offset: this.#end + index, timestamp }));
    const end = this.#end + records.length;
    this.#file.commit(durable, () => {
      for (const [index, { key, value }] of records.entries()) {
        if (value === '') this.#drop.run(key);
        else this.#keep.run(key, this.#end + index, timestamp, value);
      }
      // Kept apart from the records: the newest may be deleted, and its offset must not be given twice.
      this.#moveEnd.run(end, timestamp);
    });
    this.#end = end;
    this.#timestamp = timestamp;
    return positions;
  }

  /** The newest record of every key, in the order of their offsets. @throws DatabaseError */
  read(): ReadonlyMap<string, LogRecord> {
    const latest = new Map<string, LogRecord>();
    for (const row of this.#all.iterate()) {
      const key = textIn(row, 'key');
      latest.set(key, {
        topic: this.#topic,
        partition: 0,
        offset: numberIn(row, 'position'),
        timestamp: numberIn(row, 'timestamp'),
        key,
        value: textIn(row, 'value'),
      });
    }
    return latest;
  }
}
