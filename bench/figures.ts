/** One line of the table: a measured figure beside what it is compared with. */
export interface Row {
  readonly measure: string;
  /** What was measured now, with its unit. */
  readonly figure: string;
  /** What no system avoids, measured in the same run; `-` where there is none. */
  readonly floor: string;
  /** Other programs; recorded figures are marked so. */
  readonly peers: string;
  readonly goal: string;
}

/** The value below which `share` (0 to 1) of the samples lie. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Median and 99th percentile in milliseconds, as text. */
export function milliseconds(samples: readonly number[]): string {
  return `${percentile(samples, 0.5).toFixed(1)} ms (p99 ${percentile(samples, 0.99).toFixed(1)})`;
}

/** Prints the rows as an aligned table. */
export function printTable(rows: readonly Row[]): void {
  const columns = ['measure', 'figure', 'floor', 'peers', 'goal'] as const;
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  console.log(line(columns));
  console.log(line(widths.map((width) => '-'.repeat(width))));
  for (const row of rows) console.log(line(columns.map((column) => row[column])));
}
