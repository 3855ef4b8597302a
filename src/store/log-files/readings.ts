import type { LineSet } from './search/index.ts';

/** How much of a log there is. */
export interface LogSize {
  readonly lines: number;
  readonly bytes: number;
  /** Whether nothing in this process writes it any more. */
  readonly complete: boolean;
}

/** Some lines of a log. */
export interface LogRange {
  /** Number of the first line given, from 0. */
  readonly from: number;
  /** With the time in front, without line ends. May be fewer than were asked for: 8 MiB of them at most. */
  readonly lines: readonly string[];
  /** Lines of the whole log so far. */
  readonly total: number;
  /** Bytes of the whole log so far. */
  readonly bytes: number;
  readonly complete: boolean;
}

/** What a search found in a log. */
export interface LogMatches extends LogSize {
  /** Numbers of the lines that hold the text, which grow while somebody searches on. */
  readonly matches: Pick<LineSet, 'size' | 'countBefore' | 'after' | 'before'>;
  /** How many lines were looked at: all that there were when it was asked, or more. */
  readonly searched: number;
}
