import { useState } from 'react';
import { type Folds, foldNew, NO_FOLDS, toggleFold } from '../groups/folds.ts';
import type { GroupScan } from '../groups/groups.ts';
import { unfoldedFor } from '../groups/row-order.ts';

/** The folds of one log, and what changes them. */
export interface FoldState {
  readonly folds: Folds;
  readonly toggle: (start: number) => void;
  /** Whether a folded group hides a line. */
  readonly hides: (line: number) => boolean;
  /** Unfolds what hides a line. */
  readonly unfold: (line: number) => void;
}

/** Keeps which groups of a log are folded; new ones are, as they come. */
export function useFolds(scan: GroupScan): FoldState {
  const [kept, setKept] = useState(NO_FOLDS);
  const folds = foldNew(kept, scan);
  if (folds !== kept) setKept(folds);
  return {
    folds,
    toggle: (start) => setKept((now) => toggleFold(now, start)),
    hides: (line) => unfoldedFor(scan, folds.folded, line) !== folds.folded,
    unfold: (line) =>
      setKept((now) => {
        const folded = unfoldedFor(scan, now.folded, line);
        return folded === now.folded ? now : { ...now, folded };
      }),
  };
}
