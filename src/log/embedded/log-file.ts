import { type Database, openDatabase } from '../../store/index.ts';

const MIGRATIONS = [
  `CREATE TABLE record (
     position INTEGER PRIMARY KEY,
     timestamp INTEGER NOT NULL,
     key TEXT NOT NULL,
     size INTEGER NOT NULL,
     value TEXT NOT NULL
   ) STRICT;
   CREATE TABLE probe (id INTEGER PRIMARY KEY, filler BLOB NOT NULL) STRICT`,
  `CREATE TABLE latest (
     key TEXT PRIMARY KEY,
     position INTEGER NOT NULL,
     timestamp INTEGER NOT NULL,
     value TEXT NOT NULL
   ) STRICT;
   CREATE TABLE latest_end (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     position INTEGER NOT NULL,
     timestamp INTEGER NOT NULL
   ) STRICT;
   INSERT INTO latest_end (id, position, timestamp) VALUES (1, 0, 0)`,
];

/** The SQLite file of the embedded log, which this process alone has. */
export class LogFile {
  readonly database: Database;
  #durable = true;

  /**
   * @param path the file, or `:memory:`
   * @throws DatabaseError, DatabaseTooNewError
   */
  constructor(path: string) {
    this.database = openDatabase(path, MIGRATIONS, { exclusive: true, synchronous: 'FULL' });
  }

  /**
   * Runs `change` in a transaction: all of it is stored, or none.
   * @param durable whether to return only when it, and all before it, is on the disk. SQLite's write-ahead log is
   * one file: an fsync of it makes everything durable that was committed without one, in the order of the commits.
   * @throws DatabaseError
   */
  commit(durable: boolean, change: () => void): void {
    if (this.#durable !== durable) {
      this.database.exec(`PRAGMA synchronous = ${durable ? 'FULL' : 'NORMAL'}`);
      this.#durable = durable;
    }
    this.database.transaction(change);
  }

  close(): void {
    this.database.close();
  }
}
