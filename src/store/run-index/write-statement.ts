import type { Database, SqlValue, Statement } from '../sqlite/index.ts';

/** A statement that writes texts from outside: names and messages may hold NUL, which SQLite cannot store. */
export class WriteStatement {
  readonly #statement: Statement;

  constructor(database: Database, sql: string) {
    this.#statement = database.prepare(sql);
  }

  /** Executes it, with U+FFFD in place of every NUL. */
  run(...values: readonly SqlValue[]): void {
    this.#statement.run(...values.map((value) => (typeof value === 'string' ? withoutNul(value) : value)));
  }
}

function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}
