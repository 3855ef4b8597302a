import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineRangeText, readLineRange } from '../../../../src/web/pages/workflow-file/line-range.ts';

describe('the lines that an address names', () => {
  it('are read as they are written', () => {
    const line = fc.integer({ min: 1, max: 9_999_999 });
    fc.assert(
      fc.property(line, line, (one, other) => {
        const range = { from: Math.min(one, other), to: Math.max(one, other) };
        expect(readLineRange(lineRangeText(range))).toEqual(range);
      }),
    );
  });

  it('are one line or several, in either order', () => {
    expect(readLineRange('#L7')).toEqual({ from: 7, to: 7 });
    expect(readLineRange('#L9-L7')).toEqual({ from: 7, to: 9 });
  });

  it('are none where the address names something else', () => {
    for (const fragment of ['', '#', '#L', '#L0', '#L1-L0', '#L1-2', '#step:1:2', '#L12345678', '#L1 ']) {
      expect(readLineRange(fragment), fragment).toBeNull();
    }
  });
});
