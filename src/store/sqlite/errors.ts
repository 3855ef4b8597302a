/**
 * SQLite refused. `code` is SQLite's name of the result (`SQLITE_BUSY`, `SQLITE_FULL`, `SQLITE_CONSTRAINT_...`),
 * `CANTOPEN` where the file could not be opened and `CLOSED` after `close()`.
 */
export class DatabaseError extends Error {
  override readonly name: string = 'DatabaseError';
  readonly code: string;

  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The file was written by a newer Runbook; it was left as it is. */
export class DatabaseTooNewError extends DatabaseError {
  override readonly name = 'DatabaseTooNewError';

  /**
   * @param path the file
   * @param found its `user_version`
   * @param known the newest `user_version` this program can read
   */
  constructor(path: string, found: number, known: number) {
    super(
      `${path} was written by a newer Runbook (version ${found} of the file, this program knows ${known}); ` +
        'it was not touched. Start the newer Runbook, or move the file away.',
      'TOO_NEW',
    );
  }
}

/** A value that must not be given to SQLite, or a row that does not hold what was expected of it. */
export class SqlValueError extends TypeError {
  override readonly name = 'SqlValueError';
}
