import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_SPREAD_MS, workerId } from '../../../../src/events/index.ts';
import { holdBackOf } from '../../../../src/worker/claiming/hold-back.ts';

const own = workerId('own');
const other = workerId('other');
const times = { baseMs: 75, otherWorkersMs: 10, random: () => 0.5 };

const holder = { worker: own, holdsMirror: true };
const stranger = { worker: own, holdsMirror: false };

describe('a worker holds an offer back', () => {
  it('not at all where it is named first, or named and has the mirror', () => {
    expect(holdBackOf({ first: [own, other], spreadMs: 500 }, stranger, times)).toBe(0);
    expect(holdBackOf({ first: [other, own], spreadMs: 500 }, holder, times)).toBe(0);
  });

  it('a little where it is named after another and has no mirror', () => {
    expect(holdBackOf({ first: [other, own], spreadMs: 500 }, stranger, times)).toBe(10);
  });

  it('for the time of a grant and a part of its own where others are named, with the mirror for less', () => {
    expect(holdBackOf({ first: [other], spreadMs: 400 }, holder, times)).toBe(75 + 100);
    expect(holdBackOf({ first: [other], spreadMs: 400 }, stranger, times)).toBe(75 + 200 + 100);
    expect(holdBackOf({ first: [] }, stranger, times)).toBe(75);
  });

  it('as older owners expect it where the offer names nobody', () => {
    expect(holdBackOf({}, holder, times)).toBe(0);
    expect(holdBackOf({}, stranger, times)).toBe(10);
  });

  it('never longer than the bound, whatever the offer says', () => {
    const hint = fc.record({
      first: fc.subarray([own, other]),
      spreadMs: fc.double({ min: 0, noNaN: true }),
    });
    fc.assert(
      fc.property(
        hint,
        fc.boolean(),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (offer, mirror, at) => {
          const held = holdBackOf(
            offer,
            { worker: own, holdsMirror: mirror },
            { ...times, random: () => at },
          );
          expect(held).toBeGreaterThanOrEqual(0);
          expect(held).toBeLessThanOrEqual(times.baseMs + MOST_SPREAD_MS);
        },
      ),
    );
  });
});
