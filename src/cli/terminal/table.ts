import { printable } from './printable.ts';
import type { Paint } from './style.ts';

/** One column of a table. */
export interface Column {
  readonly title: string;
  /** Numbers stand at the right. Default: left. */
  readonly align?: 'left' | 'right';
  /** Colours a cell after it was padded, so that escape codes do not count as width. */
  readonly paint?: (cell: string, row: number) => string;
}

/** Columns with two spaces between them and a line of titles; no trailing spaces. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  title: Paint,
): string {
  const cells = rows.map((row) => row.map(printable));
  const widths = columns.map((column, index) =>
    Math.max(column.title.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const line = (texts: readonly string[], paint: (text: string, column: number) => string): string =>
    columns
      .map((column, index) => {
        const text = texts[index] ?? '';
        const width = widths[index] ?? 0;
        const last = index === columns.length - 1;
        const padded = column.align === 'right' ? text.padStart(width) : last ? text : text.padEnd(width);
        return paint(padded, index);
      })
      .join('  ')
      .trimEnd();
  const heading = line(
    columns.map((column) => column.title),
    title,
  );
  const body = cells.map((row, number) =>
    line(row, (text, index) => columns[index]?.paint?.(text, number) ?? text),
  );
  return [heading, ...body].map((text) => `${text}\n`).join('');
}
