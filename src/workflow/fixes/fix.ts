import type { Problem } from '../../events/problem.ts';
import type { Edit } from '../source/source-text.ts';

/** A mistake that has one answer: a misspelt key, value or name. */
export interface Fix {
  readonly problem: Problem;
  /** Counts from the file's first character, a byte order mark left out. */
  readonly edit: Edit;
}
