import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSet } from '../../../../../src/store/log-files/search/line-set.ts';

describe('a set of line numbers', () => {
  it('says what an array of them would', () => {
    const number = fc.oneof(fc.nat(200), fc.nat(400_000), fc.constantFrom(31, 32, 65_535, 65_536, 131_071));
    fc.assert(
      fc.property(fc.array(number), number, fc.integer({ min: 1, max: 20 }), (added, line, count) => {
        const set = new LineSet();
        for (const some of [...added, ...added]) set.add(some);
        const sorted = [...new Set(added)].sort((one, other) => one - other);
        expect(set.size).toBe(sorted.length);
        expect(set.countBefore(line)).toBe(sorted.filter((some) => some < line).length);
        expect(set.after(line, count)).toEqual(sorted.filter((some) => some >= line).slice(0, count));
        const before = sorted.filter((some) => some <= line).toReversed();
        expect(set.before(line, count)).toEqual(before.slice(0, count));
      }),
    );
  });

  it('takes little memory for lines that are far apart', () => {
    const set = new LineSet();
    for (const line of [0, 10_000_000, 80_000_000]) set.add(line);
    expect(set.bytes).toBe(3 * 8 * 1024);
  });
});
