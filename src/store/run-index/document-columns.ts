/**
 * How rows of the index stand in a document for people: times as RFC 3339 texts, flags as booleans, columns of
 * JSON as what they hold. What comes from a document is checked, because anybody can have edited it.
 */
import { isJsonObject, type Json, type JsonObject } from '../../events/index.ts';
import { type Row, type SqlValue, SqlValueError } from '../sqlite/index.ts';

/** One column of a table. */
export interface Column {
  readonly name: string;
  /** Its name in a document. */
  readonly key: string;
  /** @throws SqlValueError for a value that the projection does not write */
  readonly write: (value: SqlValue) => Json;
  /** Undefined where the document holds something else than `write` gives. */
  readonly read: (value: Json | undefined) => SqlValue | undefined;
}

/** The columns of one table that a document holds. */
export type Columns = readonly Column[];

/** A document that is not what it should be; the message says what is wrong with it. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
}

/** A text that `isFitting` accepts. */
export function text(name: string, isFitting: (value: string) => boolean = () => true): Column {
  return {
    name,
    key: name,
    write: (value) => (typeof value === 'string' ? value : refuse(name)),
    read: (value) =>
      typeof value === 'string' && !value.includes('\0') && isFitting(value) ? value : undefined,
  };
}

/** One of a few words. */
export function oneOf(name: string, words: readonly string[]): Column {
  return text(name, (value) => words.includes(value));
}

/** A whole number from 0 that `isFitting` accepts. */
export function whole(name: string, isFitting: (value: number) => boolean = () => true): Column {
  return {
    name,
    key: name,
    write: (value) => (typeof value === 'number' ? value : refuse(name)),
    read: (value) =>
      typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && isFitting(value)
        ? value
        : undefined,
  };
}

/** A time: milliseconds since 1970 UTC in the table. */
export function time(name: string): Column {
  return {
    name,
    key: name,
    write: (value) => (typeof value === 'number' ? timeText(value) : refuse(name)),
    read: (value) => readTime(value),
  };
}

/** 0 or 1 in the table. */
export function flag(name: string): Column {
  return {
    name,
    key: name,
    write: (value) => value === 1,
    read: (value) => (typeof value === 'boolean' ? Number(value) : undefined),
  };
}

/** A column `<key>_json` whose content `isFitting` accepts. */
export function json(key: string, isFitting: (value: Json) => boolean): Column {
  const name = `${key}_json`;
  return {
    name,
    key,
    write: (value) => (typeof value === 'string' ? JSON.parse(value) : refuse(name)),
    read: (value) => (value !== undefined && isFitting(value) ? JSON.stringify(value) : undefined),
  };
}

/** The column, where it may be null too. */
export function orNull({ name, key, write, read }: Column): Column {
  return {
    name,
    key,
    write: (value) => (value === null ? null : write(value)),
    read: (value) => (value === null ? null : read(value)),
  };
}

/** The column, where it may be null too, and documents of an earlier program do not have it. */
export function orAbsent(column: Column): Column {
  const { name, key, write, read } = orNull(column);
  return { name, key, write, read: (value) => read(value ?? null) };
}

/** A row as it stands in a document. @throws SqlValueError */
export function writeRow(columns: Columns, row: Row): JsonObject {
  return Object.fromEntries(columns.map(({ name, key, write }) => [key, write(row[name] ?? null)]));
}

/**
 * The values of a row, in the order of its columns.
 * @param place where in the document it stands, for people
 * @throws DocumentError
 */
export function readRow(columns: Columns, value: Json | undefined, place: string): readonly SqlValue[] {
  if (!isJsonObject(value)) throw new DocumentError(`${place} is not an object`);
  return columns.map(({ key, read }) => {
    const found = read(value[key]);
    if (found === undefined) throw new DocumentError(`${place} has no usable ${key}`);
    return found;
  });
}

/** A time as documents have it. */
export function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Milliseconds since 1970 UTC; undefined for what is no time. */
export function readTime(value: Json | undefined): number | undefined {
  const milliseconds = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(milliseconds) || milliseconds < 0 ? undefined : milliseconds;
}

function refuse(name: string): never {
  throw new SqlValueError(`Column ${name} holds something that the projection does not write.`);
}
