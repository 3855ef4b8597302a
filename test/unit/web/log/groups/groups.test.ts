import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupOf, NO_GROUPS, scanGroups } from '../../../../../src/web/pages/log/groups/groups.ts';
import { everyLine, unfoldedFor, unfoldedLines } from '../../../../../src/web/pages/log/groups/row-order.ts';

const AT = '2026-01-02T03:04:05.678Z ';
const HEADING = `${AT}##[group]Build`;
const END = `${AT}##[endgroup]`;
const TEXT = `${AT}text`;

/** The lines that are shown, by number. */
function shown(lines: readonly string[], folded: readonly number[]): number[] {
  const order = unfoldedLines(lines.length, scanGroups(NO_GROUPS, lines), new Set(folded));
  return Array.from({ length: order.count }, (_, row) => order.lineAt(row));
}

test('a folded group shows its heading only, an open one its lines, and neither its end', () => {
  const lines = [TEXT, HEADING, TEXT, TEXT, END, TEXT];
  expect(shown(lines, [])).toEqual([0, 1, 2, 3, 5]);
  expect(shown(lines, [1])).toEqual([0, 1, 5]);
});

test('groups do not nest: a heading ends the group before, and a second end belongs to none', () => {
  const { groups } = scanGroups(NO_GROUPS, [HEADING, TEXT, HEADING, TEXT, END, TEXT, END]);
  expect(groups).toEqual([
    { start: 0, end: 2, isEnded: false },
    { start: 2, end: 4, isEnded: true },
  ]);
  expect(shown([HEADING, TEXT, HEADING, TEXT, END, TEXT, END], [0])).toEqual([0, 2, 3, 5, 6]);
});

test('a group without an end reaches as far as the log', () => {
  expect(shown([TEXT, HEADING, TEXT, TEXT], [1])).toEqual([0, 1]);
});

test('a mark within a line begins no group', () => {
  expect(scanGroups(NO_GROUPS, [`${AT}echo ##[group]x`]).groups).toEqual([]);
});

test('a line of a folded group is found at its heading, and unfolds it', () => {
  const lines = [TEXT, HEADING, TEXT, TEXT, END, TEXT];
  const scan = scanGroups(NO_GROUPS, lines);
  const folded = new Set([1]);
  expect(unfoldedLines(lines.length, scan, folded).rowOf(3)).toBe(1);
  expect([...unfoldedFor(scan, folded, 3)]).toEqual([]);
  expect(unfoldedFor(scan, folded, 1)).toBe(folded);
  expect(unfoldedFor(scan, folded, 5)).toBe(folded);
});

test('every line has a row of its own where nothing is folded', () => {
  const order = everyLine(10_000_000);
  expect([order.count, order.lineAt(9_999_999), order.rowOf(12), order.rowOf(1e9)]).toEqual([
    10_000_000, 9_999_999, 12, 9_999_999,
  ]);
});

const line = fc.constantFrom(TEXT, HEADING, END);

test('a log that comes in pieces has the same groups as at once', () => {
  fc.assert(
    fc.property(fc.array(fc.array(line, { maxLength: 8 }), { maxLength: 8 }), (pieces) => {
      const pieceByPiece = pieces.reduce(scanGroups, NO_GROUPS);
      expect(pieceByPiece).toEqual(scanGroups(NO_GROUPS, pieces.flat()));
    }),
  );
});

test('every shown line has a row, every hidden one the nearest row before it, and folds hide what their group holds', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), fc.array(fc.nat(39)), (lines, picked) => {
      const scan = scanGroups(NO_GROUPS, lines);
      const folded = new Set(
        scan.groups.filter(({ start }) => picked.includes(start)).map(({ start }) => start),
      );
      const order = unfoldedLines(lines.length, scan, folded);
      const rows = new Map(Array.from({ length: order.count }, (_, row) => [order.lineAt(row), row]));
      let before = 0;
      for (const [number] of lines.entries()) {
        const group = groupOf(scan, number);
        const isHidden = group !== null && group.start !== number && folded.has(group.start);
        const isEnd = scan.groups.some(({ end, isEnded }) => isEnded && end === number);
        expect(rows.has(number)).toBe(!isHidden && !isEnd);
        before = rows.get(number) ?? before;
        expect(order.rowOf(number)).toBe(before);
      }
    }),
  );
});
