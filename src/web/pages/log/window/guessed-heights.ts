import type { RowOrder } from '../groups/row-order.ts';
import { SHOWN_CHARACTERS } from '../../../log-line/shown-line.ts';

/** The height of a line that does not wrap, and how much more each further row of one that does has, in pixels. */
export const ROW_PIXELS = 24;
const MORE_PIXELS = 20;
/** Characters of a raw line that are not shown: its time and the blank behind it. */
const TIME_CHARACTERS = 25;

/**
 * How high rows are likely to be where lines wrap, in pixels.
 * @param rawOf a line as in the file; undefined where it is not here yet
 * @param columns characters that have room in a row
 */
export function guessedHeights(
  order: RowOrder,
  rawOf: (line: number) => string | undefined,
  columns: number,
): Float64Array {
  return Float64Array.from({ length: order.count }, (_, row) => {
    const characters = Math.min((rawOf(order.lineAt(row))?.length ?? 0) - TIME_CHARACTERS, SHOWN_CHARACTERS);
    return ROW_PIXELS + MORE_PIXELS * Math.max(0, Math.ceil(characters / columns) - 1);
  });
}
