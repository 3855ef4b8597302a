import { useMemo } from 'react';
import { everyLine, type RowOrder, unfoldedLines } from '../groups/row-order.ts';
import { emptyBlocks, type LineBlocks, lineIn } from '../lines/line-blocks.ts';
import { isWhole, type StepLinesState } from '../lines/step-lines.ts';
import { guessedHeights, ROW_PIXELS } from '../window/guessed-heights.ts';
import { EqualHeights, MeasuredHeights, type RowHeights } from '../window/row-heights.ts';
import { type FoldState, useFolds } from './use-folds.ts';

/** How lines become rows. */
export interface LogRows {
  readonly known: LineBlocks;
  /** Whether the log is short enough for folding and wrapping. */
  readonly isWhole: boolean;
  readonly wraps: boolean;
  readonly folding: FoldState;
  readonly order: RowOrder;
  readonly heights: RowHeights;
  /** Characters that have room where the numbers are. */
  readonly numberWidth: number;
}

const NOTHING = emptyBlocks({ total: 0, bytes: 0, complete: false });
/** Characters of a row that are neither its number nor its text, with a time and without. */
const TIME_WIDTH = 24;
const EDGE_WIDTH = 4;

/**
 * Which line each row shows, and how high the rows are.
 * @param columns characters that have room in the window
 */
export function useLogRows(
  state: StepLinesState,
  view: { readonly wraps: boolean; readonly showsTimes: boolean },
  columns: number,
): LogRows {
  const known = state.known ?? NOTHING;
  const whole = isWhole(known);
  const wraps = view.wraps && whole;
  const folding = useFolds(state.scan);
  const { folded } = folding.folds;
  const order = useMemo(
    () => (whole ? unfoldedLines(known.total, state.scan, folded) : everyLine(known.total)),
    [whole, known.total, state.scan, folded],
  );
  const numberWidth = Math.max(3, String(known.total).length) + 4;
  const heights = useMemo(() => {
    if (!wraps) return new EqualHeights(order.count, ROW_PIXELS);
    const room = Math.max(10, columns - numberWidth - (view.showsTimes ? TIME_WIDTH : 0) - EDGE_WIDTH);
    return new MeasuredHeights(guessedHeights(order, (line) => lineIn(known, line), room));
  }, [wraps, order, known, columns, numberWidth, view.showsTimes]);
  return { known, isWhole: whole, wraps, folding, order, heights, numberWidth };
}
