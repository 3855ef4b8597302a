/** Reads what the projection wrote into a row, beyond plain texts and numbers. */
import { type Row, textIn } from '../sqlite/index.ts';

/** The index holds something that this version did not write. It may be deleted: it is rebuilt. */
export class IndexDamagedError extends Error {
  override readonly name = 'IndexDamagedError';

  constructor(column: string) {
    super(`The run index is damaged at ${column}: stop the server and delete index.db, it is rebuilt.`);
  }
}

/** One of a few words. */
export function word<Word extends string>(row: Row, column: string, words: readonly Word[]): Word {
  const found = words.find((candidate) => candidate === row[column]);
  if (found === undefined) throw new IndexDamagedError(column);
  return found;
}

/** One of a few words, or null. */
export function wordOrNull<Word extends string>(
  row: Row,
  column: string,
  words: readonly Word[],
): Word | null {
  return row[column] === null ? null : word(row, column, words);
}

/** A text that names something, as its guard says. */
export function named<Name extends string>(
  row: Row,
  column: string,
  guard: (value: string) => value is Name,
): Name {
  const value = textIn(row, column);
  if (!guard(value)) throw new IndexDamagedError(column);
  return value;
}

/** A number that identifies something, as its guard says. */
export function identity<Id extends number>(
  row: Row,
  column: string,
  guard: (value: unknown) => value is Id,
): Id {
  const value: unknown = row[column];
  if (!guard(value)) throw new IndexDamagedError(column);
  return value;
}
