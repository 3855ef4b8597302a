import type { LineRange } from './fragment.ts';

/** Lines that are selected, and the one that the selection began with. */
export interface LineSelection {
  readonly range: LineRange;
  /** From 1. */
  readonly anchor: number;
}

/**
 * The selection after a line was chosen.
 * @param extend whether it goes on from the line chosen before in that step, as with the Shift key
 */
export function selectLine(
  before: LineSelection | null,
  line: { readonly step: number; readonly number: number },
  extend: boolean,
): LineSelection {
  const isSameStep = before !== null && before.range.step === line.step;
  const anchor = extend && isSameStep ? before.anchor : line.number;
  return {
    anchor,
    range: {
      step: line.step,
      first: Math.min(anchor, line.number),
      last: Math.max(anchor, line.number),
    },
  };
}

/** The selection that a link brings. */
export function selectionOf(range: LineRange): LineSelection {
  return { range, anchor: range.first };
}
