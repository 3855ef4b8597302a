import type { Problem } from '../../events/problem.ts';
import type { Edit } from '../source/source-text.ts';

/** A mistake that has one answer: a misspelt key, value or name. */
export interface Fix {
  readonly problem: Problem;
  /** Counts from the file's first character, a byte order mark left out. */
  readonly edit: Edit;
}

/** What a check says of a file. */
export interface Checked {
  /** Errors and warnings, in the order of the file, 100 at most. */
  readonly problems: readonly Problem[];
  /** Those of them that have one answer, with it. */
  readonly fixes: readonly Fix[];
}
