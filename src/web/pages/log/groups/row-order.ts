import { groupOf, type GroupScan } from './groups.ts';

/** Which line each row shows. Rows and lines count from 0. */
export interface RowOrder {
  readonly count: number;
  lineAt(row: number): number;
  /** The row of a line; of one that is hidden, the row before it that is shown. */
  rowOf(line: number): number;
}

/** A row for every line. */
export function everyLine(lines: number): RowOrder {
  const last = Math.max(0, lines - 1);
  return { count: lines, lineAt: (row) => row, rowOf: (line) => Math.max(0, Math.min(line, last)) };
}

/**
 * A row for every line that is neither in a folded group nor an `##[endgroup]`.
 * @param folded the headings of the folded groups
 */
export function unfoldedLines(lines: number, scan: GroupScan, folded: ReadonlySet<number>): RowOrder {
  const shown = new Uint32Array(lines);
  let count = 0;
  let next = 0;
  for (const { start, end, isEnded } of scan.groups) {
    for (; next <= start && next < lines; next++) shown[count++] = next;
    if (folded.has(start)) next = Math.max(next, end ?? lines);
    for (const stop = Math.min(lines, end ?? lines); next < stop; next++) shown[count++] = next;
    if (isEnded) next += 1;
  }
  for (; next < lines; next++) shown[count++] = next;
  const rows = shown.subarray(0, count);
  return { count, lineAt: (row) => rows[row] ?? 0, rowOf: (line) => Math.max(0, rowsUpTo(rows, line) - 1) };
}

/** How many rows show a line up to and with this one. */
function rowsUpTo(rows: Uint32Array, line: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The folded groups after a line has to be seen: its group is not among them.
 * @returns `folded` itself where the line is seen already
 */
export function unfoldedFor(scan: GroupScan, folded: ReadonlySet<number>, line: number): ReadonlySet<number> {
  const group = groupOf(scan, line);
  if (group === null || group.start === line || !folded.has(group.start)) return folded;
  return new Set([...folded].filter((start) => start !== group.start));
}
