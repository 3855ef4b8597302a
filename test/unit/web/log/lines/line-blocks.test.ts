import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  emptyBlocks,
  joined,
  keepNear,
  lineIn,
  missingLines,
  withLines,
  withSize,
  withTail,
} from '../../../../../src/web/pages/log/lines/line-blocks.ts';

const size = (total: number) => ({ total, bytes: total * 10, complete: false });
const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `line ${from + index}`);

describe('lines that came', () => {
  test('are found by their number, and others are not', () => {
    const known = withLines(emptyBlocks(size(2_000)), 500, numbered(500, 700));
    expect([499, 500, 1_199, 1_200].map((line) => lineIn(known, line))).toEqual([
      undefined,
      'line 500',
      'line 1199',
      undefined,
    ]);
  });

  test('follow on what a block has; a gap is not filled with what does not follow', () => {
    const known = withLines(emptyBlocks(size(900)), 0, numbered(0, 100));
    expect(lineIn(withLines(known, 100, numbered(100, 50)), 149)).toBe('line 149');
    expect(lineIn(withLines(known, 90, numbered(90, 50)), 139)).toBe('line 139');
    expect(withLines(known, 120, numbered(120, 50)).blocks).toEqual(known.blocks);
  });

  test('that come twice change nothing', () => {
    const known = withLines(emptyBlocks(size(900)), 0, numbered(0, 900));
    expect(withLines(known, 300, numbered(300, 400))).toEqual(known);
  });
});

describe('what is missing', () => {
  test('is asked for nearest to the middle of the view first', () => {
    const known = emptyBlocks(size(10_000_000));
    expect(missingLines(known, { from: 1_400, to: 2_600 }).map(({ from }) => from)).toEqual([
      1_500, 2_000, 1_000, 2_500,
    ]);
  });

  test('is the rest of a block where an answer was short', () => {
    const known = withLines(emptyBlocks(size(700)), 500, numbered(500, 120));
    expect(missingLines(known, { from: 600, to: 700 })).toEqual([{ from: 620, to: 700 }]);
  });

  test('is nothing outside of the log', () => {
    expect(missingLines(emptyBlocks(size(0)), { from: -50, to: 100 })).toEqual([]);
    expect(missingLines(emptyBlocks(size(10)), { from: 5, to: 100_000 })).toEqual([{ from: 0, to: 10 }]);
  });

  test('is asked for together where parts adjoin, up to a limit', () => {
    const parts = missingLines(emptyBlocks(size(2_300)), { from: 0, to: 2_300 });
    expect(joined(parts, 1_000)).toEqual([
      { from: 0, to: 1_000 },
      { from: 1_000, to: 2_000 },
      { from: 2_000, to: 2_300 },
    ]);
  });
});

test('a log only grows, whatever order answers come in', () => {
  const known = withSize(emptyBlocks(size(100)), { total: 300, bytes: 3_000, complete: true });
  expect(withSize(known, size(200))).toBe(known);
  expect(known).toMatchObject({ total: 300, complete: true });
});

test('of many blocks those nearest to the view are kept', () => {
  const known = withLines(emptyBlocks(size(50_000)), 0, numbered(0, 50_000));
  const kept = keepNear(known, 10_250, { blocks: 3, characters: 1e9 });
  expect([...kept.blocks.keys()].sort((one, other) => one - other)).toEqual([19, 20, 21]);
  expect(keepNear(kept, 0, { blocks: 3, characters: 1e9 })).toBe(kept);
});

describe('the newest lines of a log that grows fast', () => {
  const known = withTail(emptyBlocks(size(10_000)), 9_800, numbered(9_800, 200));

  test('are here though nothing before them is, and are not asked for', () => {
    expect([lineIn(known, 9_799), lineIn(known, 9_800), lineIn(known, 9_999)]).toEqual([
      undefined,
      'line 9800',
      'line 9999',
    ]);
    expect(missingLines(known, { from: 9_900, to: 10_000 })).toEqual([]);
    expect(missingLines(known, { from: 9_700, to: 10_000 })).toEqual([{ from: 9_500, to: 10_000 }]);
  });

  test('follow on each other, or begin anew behind a gap, and are few', () => {
    const next = withTail(withSize(known, size(10_300)), 10_000, numbered(10_000, 300));
    expect(next.tail).toMatchObject({ from: 9_900 });
    expect(lineIn(next, 10_299)).toBe('line 10299');
    const later = withTail(withSize(next, size(50_000)), 49_990, numbered(49_990, 10));
    expect([lineIn(later, 10_299), lineIn(later, 49_990)]).toEqual([undefined, 'line 49990']);
    expect(withTail(later, 50_000, [])).toBe(later);
  });
});

describe('long lines', () => {
  const long = { total: 2_000, bytes: 2_000 * 500_000, complete: false };

  test('are asked for a few at a time', () => {
    const [first] = missingLines(emptyBlocks(long), { from: 1_000, to: 1_030 });
    expect(first === undefined ? 0 : first.to - first.from).toBe(8);
  });

  test('that come later make the blocks smaller, and what is here is fetched again', () => {
    const known = withLines(emptyBlocks(size(900)), 0, numbered(0, 900));
    const grown = withSize(known, { total: 1_000, bytes: 100_000_000, complete: false });
    expect(lineIn(grown, 10)).toBeUndefined();
    expect(grown.blockLines).toBeLessThan(10);
  });

  test('are forgotten sooner, but for the two blocks that the view needs', () => {
    const text = 'x'.repeat(1_000);
    const lines = Array.from({ length: 4_000 }, () => text);
    const known = withLines(emptyBlocks({ total: 4_000, bytes: 4_000 * 10, complete: false }), 0, lines);
    expect([...keepNear(known, 500, { blocks: 40, characters: 1_600_000 }).blocks.keys()].length).toBe(3);
    expect([...keepNear(known, 500, { blocks: 40, characters: 10 }).blocks.keys()]).toEqual([0, 1]);
  });
});

test('asking for what is missing, however short the answers and however the view moves, ends with every line', () => {
  const view = fc.record({ from: fc.nat(3_000), length: fc.integer({ min: 1, max: 900 }) });
  fc.assert(
    fc.property(
      fc.array(view, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 7, max: 400 }),
      (views, most) => {
        let known = emptyBlocks(size(3_100));
        for (const { from, length } of views) {
          const span = { from, to: from + length };
          for (let asked = 0; asked < 1_000; asked++) {
            const [next] = missingLines(known, span);
            if (next === undefined) break;
            known = withLines(known, next.from, numbered(next.from, Math.min(most, next.to - next.from)));
          }
          known = keepNear(known, from + length / 2, { blocks: 4, characters: 1e9 });
          for (let line = from; line < Math.min(3_100, span.to); line++)
            expect(lineIn(known, line)).toBe(`line ${line}`);
          expect(known.blocks.size).toBeLessThanOrEqual(4);
          expect([...known.blocks.values()].every((lines) => lines.length <= 500)).toBe(true);
        }
      },
    ),
    { numRuns: 25 },
  );
});
