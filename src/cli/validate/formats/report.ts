import type { Problem } from '../../../events/index.ts';
import type { Fix } from '../../../workflow/index.ts';

/** One file that was checked. */
export interface CheckedFile {
  /** As it was named. */
  readonly file: string;
  readonly problems: readonly Problem[];
  /** The answers to those of them that have one. */
  readonly fixes: readonly Fix[];
}

/** What all files together came to. */
export interface Totals {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly fixes: number;
  /** Sentences on the paths that could not be read. */
  readonly unreadable: readonly string[];
}

/** One form of printing what was found. Files come in the order in which they are named. */
export interface Report {
  add(file: CheckedFile): void | Promise<void>;
  end(totals: Totals): void | Promise<void>;
}
