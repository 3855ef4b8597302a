import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_LINES, lineBlock } from '../../../../src/web/pages/workflow-file/line-block.ts';

describe('the lines that are shown of a file', () => {
  it('are all of them where it is short, whatever line is named', () => {
    expect(lineBlock(BLOCK_LINES, 1)).toEqual({ from: 1, to: BLOCK_LINES });
    expect(lineBlock(3, 9_999_999)).toEqual({ from: 1, to: 3 });
  });

  it('have the line that is named, and are so many at most', () => {
    const count = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(count, count, (one, other) => {
        const lines = Math.max(one, other);
        const line = Math.min(one, other);
        const { from, to } = lineBlock(lines, line);
        expect(from <= line && line <= to && from >= 1 && to <= lines).toBe(true);
        expect(to - from).toBeLessThan(BLOCK_LINES);
      }),
    );
  });
});
