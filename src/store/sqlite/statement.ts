import type Libsql from 'libsql';
import { SqlValueError } from './errors.ts';
import { bindable, plainRow, type Row, type SqlValue } from './values.ts';

/** What a `Statement` needs of the database it belongs to. */
export interface StatementHost {
  /** @throws DatabaseError once the database was closed */
  assertOpen(): void;
  /** Runs `action`; what the driver throws comes out as DatabaseError. */
  guard<T>(action: () => T): T;
}

/** What a statement that changes rows did. */
export interface Changes {
  readonly changes: number;
  /** The row id inserted last by this connection. */
  readonly lastInsertRowid: number;
}

/** A prepared statement with positional parameters (`?`). */
export class Statement {
  readonly #host: StatementHost;
  readonly #native: Libsql.Statement;
  readonly #parameters: number;
  #iterating = false;

  /** Use `Database.prepare`. */
  constructor(host: StatementHost, native: Libsql.Statement, sql: string) {
    this.#host = host;
    this.#native = native;
    this.#parameters = countParameters(sql);
  }

  /** Executes it. @throws SqlValueError, DatabaseError */
  run(...values: readonly SqlValue[]): Changes {
    const bound = this.#bind(values);
    const result = this.#host.guard(() => this.#native.run(bound));
    return { changes: result.changes, lastInsertRowid: Number(result.lastInsertRowid) };
  }

  /** The first row, or undefined. @throws SqlValueError, DatabaseError */
  get(...values: readonly SqlValue[]): Row | undefined {
    const bound = this.#bind(values);
    const raw = this.#host.guard(() => this.#native.get(bound));
    return raw === undefined ? undefined : plainRow(raw);
  }

  /** All rows: only where their number is bounded. @throws SqlValueError, DatabaseError */
  all(...values: readonly SqlValue[]): Row[] {
    const bound = this.#bind(values);
    return this.#host.guard(() => this.#native.all(bound)).map(plainRow);
  }

  /**
   * Rows one by one, in bounded memory. Until it ends, nothing else may run on this statement. A loop that is
   * left early still reads the rest: the driver cannot give up a cursor, and an open one blocks the database.
   * @throws SqlValueError, DatabaseError
   */
  *iterate(...values: readonly SqlValue[]): Generator<Row, void, undefined> {
    const bound = this.#bind(values);
    const rows = this.#host.guard(() => this.#native.iterate(bound));
    this.#iterating = true;
    try {
      for (let next = this.#next(rows); next.done !== true; next = this.#next(rows))
        yield plainRow(next.value);
    } finally {
      while (this.#next(rows).done !== true);
      this.#iterating = false;
    }
  }

  #next(rows: IterableIterator<unknown>): IteratorResult<unknown> {
    return this.#host.guard(() => rows.next());
  }

  #bind(values: readonly SqlValue[]): SqlValue[] {
    this.#host.assertOpen();
    if (this.#iterating) throw new SqlValueError('The statement is being iterated; prepare a second one.');
    // The driver leaves a parameter that is not given at what the call before bound.
    if (values.length !== this.#parameters) {
      throw new SqlValueError(
        `The statement has ${this.#parameters} parameters and was given ${values.length}.`,
      );
    }
    return values.map(bindable);
  }
}

const QUOTED_OR_COMMENT = /'[^']*'|"[^"]*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\//g;

function countParameters(sql: string): number {
  const bare = sql.replace(QUOTED_OR_COMMENT, ' ');
  if (/\?\d|[@:$][A-Za-z_]/.test(bare)) {
    throw new SqlValueError('Only positional parameters (?) are supported.');
  }
  return bare.split('?').length - 1;
}
