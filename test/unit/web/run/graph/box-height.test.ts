import { describe, expect, it } from 'vitest';
import { boxHeight, zoomToFit } from '../../../../../src/web/pages/run/graph/box-height.ts';

describe('The box of the graph', () => {
  const small = { width: 400, height: 100 };

  it('is as high as a graph that fits, at full size', () => {
    expect(zoomToFit(small, 1_000)).toBe(1);
    expect(boxHeight(small, 1_000)).toBe(132);
  });

  it('is lower where the graph is zoomed out to its width', () => {
    const zoom = zoomToFit(small, 400);
    expect(zoom).toBeCloseTo(400 / 432);
    expect(boxHeight(small, 400)).toBeCloseTo(132 * zoom);
  });

  it('has room for a scroll bar where the graph is wider at any zoom', () => {
    expect(zoomToFit(small, 100)).toBe(0.75);
    expect(boxHeight(small, 100)).toBe(132 * 0.75 + 16);
  });

  it('is never higher than a part of a window', () => {
    expect(boxHeight({ width: 400, height: 9_000 }, 1_000)).toBe(520);
  });
});
