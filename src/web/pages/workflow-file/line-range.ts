/** Lines of a file that an address names, from 1, both included. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** Reads `#L12` or `#L12-L20`; null for anything else. */
export function readLineRange(fragment: string): LineRange | null {
  const match = /^#?L(\d{1,7})(?:-L(\d{1,7}))?$/.exec(fragment);
  if (match === null) return null;
  const one = Number(match[1]);
  const other = match[2] === undefined ? one : Number(match[2]);
  return one === 0 || other === 0 ? null : { from: Math.min(one, other), to: Math.max(one, other) };
}

/** The fragment of an address that names lines. */
export function lineRangeText({ from, to }: LineRange): string {
  return from === to ? `#L${from}` : `#L${from}-L${to}`;
}
