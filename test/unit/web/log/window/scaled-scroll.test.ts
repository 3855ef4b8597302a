import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contentAt,
  positionOf,
  restingPlace,
  shiftAfter,
  type Track,
  trackOf,
} from '../../../../../src/web/pages/log/window/scaled-scroll.ts';

const MOST = 4_000_000;
const VIEW = 800;
/** Ten million lines of twenty pixels. */
const HUGE = trackOf(200_000_000, MOST);

const track = fc.integer({ min: 2_000, max: 400_000_000 }).map((content) => trackOf(content, MOST));
const part = fc.double({ min: 0, max: 1, noNaN: true });

describe('a log that is not high', () => {
  test('is scrolled as it is', () => {
    const small = trackOf(10_000, MOST);
    expect(small.height).toBe(10_000);
    fc.assert(
      fc.property(part, part, (one, other) => {
        const [from, to] = [one * 9_200, other * 9_200];
        expect(contentAt(small, from)).toBe(from);
        expect(positionOf(small, to)).toBe(to);
        expect(shiftAfter(small, { position: from, shift: 0 }, to, VIEW)).toBeCloseTo(0, 6);
      }),
    );
  });
});

describe('the track of any log', () => {
  test('begins and ends with the log', () => {
    fc.assert(
      fc.property(track, (any) => {
        expect(contentAt(any, 0)).toBe(0);
        expect(contentAt(any, any.height)).toBeCloseTo(any.content, 3);
      }),
    );
  });

  test('goes forward only, and every pixel of the log has its place', () => {
    fc.assert(
      fc.property(track, part, part, (any, one, other) => {
        const [low, high] = [Math.min(one, other) * any.height, Math.max(one, other) * any.height];
        expect(contentAt(any, high) - contentAt(any, low)).toBeGreaterThanOrEqual(high - low - 0.001);
        expect(contentAt(any, positionOf(any, one * any.content))).toBeCloseTo(one * any.content, 3);
      }),
    );
  });
});

describe('scrolling a log of ten million lines', () => {
  /** Scrolls in small steps, as wheels, keys and fingers do. */
  function scroll(any: Track, from: number, steps: readonly number[]) {
    let place = { position: from, shift: shiftAfter(any, { position: 0, shift: 0 }, from, VIEW) };
    for (const step of steps) {
      const position = Math.min(any.height - VIEW, Math.max(0, place.position + step));
      place = { position, shift: shiftAfter(any, place, position, VIEW) };
    }
    return place;
  }
  const small = fc.array(fc.integer({ min: -VIEW, max: VIEW }), { maxLength: 50 });

  test('a little moves the log by as many pixels as the page', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000, max: 3_900_000 }), small, (from, steps) => {
        const begin = scroll(HUGE, from, []);
        const end = scroll(HUGE, from, steps);
        expect(end.shift).toBe(begin.shift);
        const moved = end.position - end.shift - (begin.position - begin.shift);
        expect(moved).toBeCloseTo(
          steps.reduce((sum, step) => sum + step, 0),
          6,
        );
      }),
    );
  });

  test('a jump of the bar goes to that part of the log', () => {
    const place = scroll(HUGE, MOST / 2, []);
    expect(place.position - place.shift).toBeCloseTo(100_000_000, 0);
  });

  test('a frame that was late makes no jump of a fast turn of the wheel', () => {
    const begin = scroll(HUGE, MOST / 2, []);
    const end = scroll(HUGE, MOST / 2, [2_400, -2_400, 1_800]);
    expect(end.position - end.shift - (begin.position - begin.shift)).toBeCloseTo(1_800, 6);
  });

  test('the smallest move of the bar is a jump', () => {
    const begin = scroll(HUGE, MOST / 2, []);
    const end = scroll(HUGE, MOST / 2, [MOST / VIEW]);
    expect(end.position - end.shift - (begin.position - begin.shift)).toBeGreaterThan(100_000);
  });

  test('to either end comes to the end of the log, from wherever and however', () => {
    fc.assert(
      fc.property(part, fc.integer({ min: 1, max: 5_000 }), (one, step) => {
        const from = one * (MOST - VIEW);
        const up = scroll(
          HUGE,
          from,
          Array.from({ length: Math.ceil(from / step) }, () => -step),
        );
        expect(up.position - up.shift).toBe(0);
        const rest = MOST - VIEW - from;
        const down = scroll(
          HUGE,
          from,
          Array.from({ length: Math.ceil(rest / step) }, () => step),
        );
        expect(down.position - down.shift).toBe(HUGE.content - VIEW);
      }),
      { numRuns: 30 },
    );
  });

  test('never shows what is before the first or behind the last line', () => {
    fc.assert(
      fc.property(track, part, small, (any, one, steps) => {
        fc.pre(any.height > VIEW);
        const { position, shift } = scroll(any, one * (any.height - VIEW), steps);
        expect(position - shift).toBeGreaterThanOrEqual(0);
        expect(position - shift).toBeLessThanOrEqual(any.content - VIEW + 0.001);
      }),
    );
  });

  test('when it rests the bar is put right and the lines stay where they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MOST - VIEW - 1 }), small, (from, steps) => {
        const place = scroll(HUGE, from, steps);
        const rested = restingPlace(HUGE, place);
        expect(rested.position - rested.shift).toBeCloseTo(place.position - place.shift, 6);
        expect(rested.position).toBeCloseTo(positionOf(HUGE, place.position - place.shift), -1);
        expect(restingPlace(HUGE, rested)).toEqual(rested);
      }),
    );
  });
});
