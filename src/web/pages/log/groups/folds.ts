import type { GroupScan } from './groups.ts';

/** Which groups are folded. */
export interface Folds {
  /** Their headings' lines. */
  readonly folded: ReadonlySet<number>;
  /** How many groups, from the first on, were judged: what a person opened stays open. */
  readonly judged: number;
}

/** Nothing is folded, and nothing was judged. */
export const NO_FOLDS: Folds = { folded: new Set(), judged: 0 };

/** Folds the groups that are new, but for one that is still being written: somebody may be reading it. */
export function foldNew(folds: Folds, { groups }: GroupScan): Folds {
  if (groups.length <= folds.judged) return folds;
  const whole = groups.slice(folds.judged).filter(({ end }) => end !== null);
  return { folded: new Set([...folds.folded, ...whole.map(({ start }) => start)]), judged: groups.length };
}

/** Folds a group, or unfolds it. @param start its heading's line */
export function toggleFold(folds: Folds, start: number): Folds {
  const folded = new Set(folds.folded);
  if (!folded.delete(start)) folded.add(start);
  return { ...folds, folded };
}
