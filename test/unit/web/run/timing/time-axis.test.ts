import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barOn, timeAxis } from '../../../../../src/web/pages/run/timing/time-axis.ts';

describe('The axis of time', () => {
  it('is marked in steps that people count in', () => {
    expect(timeAxis(0, 4_200).ticks).toEqual([0, 1_000, 2_000, 3_000, 4_000]);
    expect(timeAxis(5_000, 95_000).ticks).toEqual([0, 30_000, 60_000, 90_000]);
    expect(timeAxis(0, 3_600_000).ticks).toEqual([0, 900_000, 1_800_000, 2_700_000, 3_600_000]);
  });

  it('has few marks, all of them on it, whatever its length', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 10 ** 12 }), (from, length) => {
        const { ticks, to } = timeAxis(from, from + length);
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.length).toBeLessThanOrEqual(7);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeLessThanOrEqual(to - from);
      }),
    );
  });

  it('has a length where everything happened at once', () => {
    expect(timeAxis(7, 7)).toMatchObject({ from: 7, to: 207 });
  });
});

describe('A bar', () => {
  const axis = timeAxis(1_000, 2_000);

  it('lies where its time does', () => {
    expect(barOn(axis, 1_250, 1_750)).toEqual({ start: 0.25, length: 0.5 });
  });

  it('never leaves the axis', () => {
    expect(barOn(axis, 500, 1_500)).toEqual({ start: 0, length: 0.5 });
    expect(barOn(axis, 1_500, 9_000)).toEqual({ start: 0.5, length: 0.5 });
  });

  it('is not there where all of it was before', () => {
    expect(barOn(axis, 100, 900)).toBeNull();
  });
});
