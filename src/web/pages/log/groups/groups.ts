import { readLogLine } from '../../../log-line/log-line.ts';

/** A group of lines: `##[group]` and what follows. Lines count from 0. */
export interface LineGroup {
  /** The line with the heading. */
  readonly start: number;
  /** The line behind the last one that it holds; null while it is open at the end of what is known. */
  readonly end: number | null;
  /** Whether the line at `end` is an `##[endgroup]`, which is not shown. */
  readonly isEnded: boolean;
}

/** The groups among the first `known` lines of a log. */
export interface GroupScan {
  readonly groups: readonly LineGroup[];
  readonly known: number;
}

/** Of a log of which nothing was read. */
export const NO_GROUPS: GroupScan = { groups: [], known: 0 };

/**
 * Reads on.
 * @param lines those of the log from line `scan.known` on, as in the file
 * @returns as on GitHub, groups do not nest: a heading ends the group before
 */
export function scanGroups(scan: GroupScan, lines: readonly string[]): GroupScan {
  let { known } = scan;
  let groups: LineGroup[] | null = null;
  for (const raw of lines) {
    const mark = raw.includes('##[') ? readLogLine(raw).mark : null;
    if (mark === 'group' || mark === 'endgroup') {
      groups ??= [...scan.groups];
      const open = groups.at(-1);
      if (open?.end === null)
        groups[groups.length - 1] = { ...open, end: known, isEnded: mark === 'endgroup' };
      if (mark === 'group') groups.push({ start: known, end: null, isEnded: false });
    }
    known += 1;
  }
  return { groups: groups ?? scan.groups, known };
}

/** The group that a line is in, its heading included; null for a line outside of all. */
export function groupOf(scan: GroupScan, line: number): LineGroup | null {
  let [low, high] = [0, scan.groups.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scan.groups[middle]?.start ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  const group = scan.groups[low - 1];
  return group !== undefined && line < (group.end ?? Infinity) ? group : null;
}
