import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { EqualHeights, MeasuredHeights } from '../../../../../src/web/pages/log/window/row-heights.ts';

test('rows that are alike lie one after the other, ten million of them too', () => {
  const heights = new EqualHeights(10_000_000, 20);
  expect(heights.total).toBe(200_000_000);
  expect(heights.top(9_999_999)).toBe(199_999_980);
  expect(heights.rowAt(199_999_999)).toBe(9_999_999);
  expect([heights.rowAt(-5), heights.rowAt(1e12)]).toEqual([0, 9_999_999]);
});

const height = fc.integer({ min: 1, max: 200 });

test('measured rows lie where a plain sum says, after any measurements', () => {
  fc.assert(
    fc.property(
      fc.array(height, { minLength: 1, maxLength: 70 }),
      fc.array(fc.tuple(fc.nat(69), height), { maxLength: 30 }),
      (guesses, changes) => {
        const plain = [...guesses];
        const heights = new MeasuredHeights(Float64Array.from(guesses));
        for (const [row, value] of changes) {
          const isNews = row < plain.length && plain[row] !== value;
          expect(heights.isNews(row, value)).toBe(isNews);
          heights.setMeasured(row, value);
          if (row < plain.length) plain[row] = value;
        }
        let top = 0;
        for (const [row, value] of plain.entries()) {
          expect(heights.top(row)).toBe(top);
          expect(heights.rowAt(top)).toBe(row);
          expect(heights.rowAt(top + value - 0.5)).toBe(row);
          top += value;
        }
        expect([heights.total, heights.rowAt(top + 99), heights.rowAt(-1)]).toEqual([
          top,
          plain.length - 1,
          0,
        ]);
      },
    ),
  );
});

test('no rows have no height', () => {
  const heights = new MeasuredHeights(new Float64Array(0));
  expect([heights.total, heights.rowAt(10), new EqualHeights(0, 20).rowAt(10)]).toEqual([0, 0, 0]);
});
