/** A line from one thing to another, by their ids. */
export interface Line {
  readonly from: string;
  readonly to: string;
}

/**
 * In which column each thing stands, from 0: behind everything that it comes after, as far to the left as it can be.
 * @param lines without a circle; one would end somewhere all the same
 */
export function columnsOf(ids: readonly string[], lines: readonly Line[]): ReadonlyMap<string, number> {
  const before = new Map<string, string[]>();
  for (const { from, to } of lines) before.set(to, [...(before.get(to) ?? []), from]);
  const columns = new Map<string, number>();
  const columnOf = (id: string): number => {
    const known = columns.get(id);
    if (known !== undefined) return known;
    columns.set(id, 0);
    const column = Math.max(-1, ...(before.get(id) ?? []).map(columnOf)) + 1;
    columns.set(id, column);
    return column;
  };
  for (const id of ids) columnOf(id);
  return columns;
}

/** The columns that a line passes through between its ends. */
export function columnsBetween({ from, to }: Line, columns: ReadonlyMap<string, number>): readonly number[] {
  const first = (columns.get(from) ?? 0) + 1;
  const count = Math.max(0, (columns.get(to) ?? 0) - first);
  return Array.from({ length: count }, (_, index) => first + index);
}
