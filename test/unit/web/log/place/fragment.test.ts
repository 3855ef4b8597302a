import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fragmentOf, readFragment } from '../../../../../src/web/pages/log/place/fragment.ts';
import { selectionOf, selectLine } from '../../../../../src/web/pages/log/place/selection.ts';

test('a fragment names a step, a line, or several', () => {
  expect(readFragment('#step:3')).toEqual({ step: 3, lines: null });
  expect(readFragment('#step:3:17')).toEqual({ step: 3, lines: { step: 3, first: 17, last: 17 } });
  expect(readFragment('#step:3:17-20')).toEqual({ step: 3, lines: { step: 3, first: 17, last: 20 } });
});

test('a range that is written backwards is the same range', () => {
  expect(readFragment('#step:3:20-17')?.lines).toEqual({ step: 3, first: 17, last: 20 });
});

test.each([
  '',
  '#',
  '#L12',
  '#step',
  '#step:0:1',
  '#step:1:0',
  '#step:1:2-',
  '#step:-1',
  '#step:1:2:3',
  '#step:1e3',
])('%j names no place', (fragment) => {
  expect(readFragment(fragment)).toBeNull();
});

test('what is written is read back', () => {
  const number = fc.integer({ min: 1, max: 10_000_000 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), number, number, (step, one, other) => {
      const lines = { step, first: Math.min(one, other), last: Math.max(one, other) };
      expect(readFragment(fragmentOf(lines))).toEqual({ step, lines });
    }),
  );
});

test('a line is selected, and a further one with Shift selects all from the first, in both directions', () => {
  const one = selectLine(null, { step: 2, number: 10 }, false);
  expect(fragmentOf(one.range)).toBe('#step:2:10');
  const down = selectLine(one, { step: 2, number: 14 }, true);
  expect(fragmentOf(down.range)).toBe('#step:2:10-14');
  expect(fragmentOf(selectLine(down, { step: 2, number: 7 }, true).range)).toBe('#step:2:7-10');
});

test('Shift in another step begins anew', () => {
  const one = selectLine(null, { step: 2, number: 10 }, false);
  expect(fragmentOf(selectLine(one, { step: 3, number: 4 }, true).range)).toBe('#step:3:4');
});

test('Shift goes on from the first line of a range that a link brought', () => {
  const linked = selectionOf({ step: 1, first: 5, last: 9 });
  expect(fragmentOf(selectLine(linked, { step: 1, number: 7 }, true).range)).toBe('#step:1:5-7');
});
