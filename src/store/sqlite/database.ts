import Libsql from 'libsql';
import { DatabaseError, DatabaseTooNewError } from './errors.ts';
import { Statement, type StatementHost } from './statement.ts';
import { numberIn } from './values.ts';

export interface DatabaseOptions {
  /**
   * Keeps every other process out for as long as the database is open: opening fails with `SQLITE_BUSY` where
   * another has it. Default: false.
   */
  readonly exclusive?: boolean;
  /** What a commit waits for: `FULL` is on the disk, `NORMAL` survives a crash of the process. Default: NORMAL. */
  readonly synchronous?: 'FULL' | 'NORMAL' | 'OFF';
  /** The newest `user_version` the caller can read: a newer file is refused before anything is changed. */
  readonly newestVersion?: number;
}

/**
 * A SQLite database in WAL mode (`:memory:` works). Everything is synchronous. It stands between the program
 * and the driver, libsql, because the driver aborts the process on values it does not expect.
 */
export class Database {
  readonly path: string;
  readonly #native: Libsql.Database;
  readonly #host: StatementHost;
  readonly #exclusive: boolean;
  #open = true;

  /** Opens or makes the file. @throws DatabaseTooNewError, DatabaseError */
  constructor(path: string, options: DatabaseOptions = {}) {
    this.path = path;
    this.#exclusive = options.exclusive === true && path !== ':memory:';
    this.#host = {
      assertOpen: () => this.#assertOpen(),
      guard: (action) => this.#guard(action),
    };
    this.#native = this.#openNative();
    try {
      this.#refuseNewer(options.newestVersion ?? Number.POSITIVE_INFINITY);
      this.#guard(() => this.#configure(options.synchronous ?? 'NORMAL'));
    } catch (error) {
      this.#native.close();
      throw error;
    }
  }

  /** Executes SQL text of one or more statements; results are dropped. @throws DatabaseError */
  exec(sql: string): void {
    this.#assertOpen();
    this.#guard(() => this.#native.exec(sql));
  }

  /** Prepares one statement. @throws DatabaseError for bad SQL */
  prepare(sql: string): Statement {
    this.#assertOpen();
    return new Statement(
      this.#host,
      this.#guard(() => this.#native.prepare(sql)),
      sql,
    );
  }

  /**
   * Runs `action` at once inside a transaction and gives what it returned: all of it is stored, or none where
   * it throws. `action` must be synchronous; transactions do not nest.
   * @throws what `action` throws, DatabaseError
   */
  transaction<T>(action: () => T): T {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = action();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      // Where the disk is full SQLite has rolled back already.
      if (this.#native.inTransaction) this.exec('ROLLBACK');
      throw error;
    }
  }

  /** The file's `user_version`: 0 in a new file. @throws DatabaseError */
  userVersion(): number {
    const row = this.prepare('PRAGMA user_version').get();
    return row === undefined ? 0 : numberIn(row, 'user_version');
  }

  /** Closes it; further use throws. A second call does nothing. */
  close(): void {
    if (!this.#open) return;
    try {
      if (this.path !== ':memory:') this.#guard(() => this.#native.exec(this.#farewell()));
    } finally {
      this.#open = false;
      this.#native.close();
    }
  }

  /**
   * The driver keeps a connection until its statements are collected. So the file is left as if it were closed:
   * everything in the main file and, where it was exclusive, no lock held.
   */
  #farewell(): string {
    return this.#exclusive
      ? 'PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_schema'
      : 'PRAGMA wal_checkpoint(TRUNCATE)';
  }

  #openNative(): Libsql.Database {
    try {
      return new Libsql(this.path);
    } catch (error) {
      throw new DatabaseError(`The database ${this.path} cannot be opened: ${messageOf(error)}`, 'CANTOPEN', {
        cause: error,
      });
    }
  }

  #refuseNewer(known: number): void {
    const found = this.userVersion();
    if (found > known) throw new DatabaseTooNewError(this.path, found, known);
  }

  #configure(synchronous: string): void {
    // Exclusive locking begins after WAL mode was entered: only so can `close` end it again.
    this.#native.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA foreign_keys = ON; ` +
        'SELECT count(*) FROM sqlite_schema',
    );
    if (this.#exclusive) {
      this.#native.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT');
    }
  }

  #assertOpen(): void {
    if (!this.#open) throw new DatabaseError(`The database ${this.path} is closed.`, 'CLOSED');
  }

  #guard<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      const code = codeOf(error);
      const where = code === 'SQLITE_BUSY' ? `${this.path} is in use by another process` : this.path;
      throw new DatabaseError(`SQLite: ${where}: ${messageOf(error)}`, code, { cause: error });
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return 'UNKNOWN';
}
