import { SqlValueError } from './errors.ts';

/** What SQLite stores. Integers come back as numbers: exact up to 2^53. */
export type SqlValue = number | bigint | string | Buffer | null;

/** One row as a plain object, column name -> value. */
export type Row = Readonly<Record<string, SqlValue>>;

/**
 * A value as the driver can take it. The driver (libsql) aborts the process on booleans, `undefined`, empty
 * buffers and typed arrays that are no Buffer, cuts text at NUL, stores NaN as NULL and every number as REAL:
 * the first kinds are refused here, whole numbers go as integers.
 * @throws SqlValueError
 */
export function bindable(value: unknown): SqlValue {
  if (value === null) return null;
  if (typeof value === 'string') {
    if (value.includes('\0')) throw new SqlValueError('SQLite cuts text at NUL; bind such text as a Buffer.');
    return value;
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new SqlValueError(`${value} cannot be stored in SQLite.`);
    return Number.isSafeInteger(value) ? BigInt(value) : value;
  }
  if (typeof value === 'bigint') {
    if (BigInt.asIntN(64, value) === value) return value;
    throw new SqlValueError(`${value} does not fit into the 64 bits of SQLite's integers.`);
  }
  if (Buffer.isBuffer(value)) {
    if (value.length > 0) return value;
    throw new SqlValueError('An empty Buffer cannot be bound; write zeroblob(0).');
  }
  throw new SqlValueError(
    `A value of type ${typeof value} cannot be bound; SQLite takes numbers, bigints, strings, Buffers and null.`,
  );
}

/** A driver's row without its `_metadata`, blobs as Buffers. @throws SqlValueError for what is no row */
export function plainRow(raw: unknown): Row {
  if (!isObject(raw)) throw new SqlValueError('SQLite gave something that is no row.');
  const row: Record<string, SqlValue> = {};
  for (const column in raw) {
    if (column !== '_metadata') row[column] = plainValue(raw[column]);
  }
  return row;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function plainValue(value: unknown): SqlValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || value === null) {
    return value;
  }
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  throw new SqlValueError(`SQLite gave a value of type ${typeof value}.`);
}

/** The number in `column`. @throws SqlValueError if it holds anything else */
export function numberIn(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw unexpected(column, 'a number', value);
  return value;
}

/** The text in `column`. @throws SqlValueError if it holds anything else */
export function textIn(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw unexpected(column, 'a text', value);
  return value;
}

/** The number in `column`, or null. @throws SqlValueError if it holds anything else */
export function numberOrNullIn(row: Row, column: string): number | null {
  return row[column] === null ? null : numberIn(row, column);
}

/** The text in `column`, or null. @throws SqlValueError if it holds anything else */
export function textOrNullIn(row: Row, column: string): string | null {
  return row[column] === null ? null : textIn(row, column);
}

function unexpected(column: string, wanted: string, value: unknown): SqlValueError {
  return new SqlValueError(
    `Column ${column} should hold ${wanted} and holds ${value === null ? 'NULL' : typeof value}.`,
  );
}
