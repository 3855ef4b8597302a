import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillerOf } from '../../../../src/server/output/filler.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 6);
const FRONT = '2026-01-02T03:04:05.006Z ';

describe('the filler of a gap', () => {
  it('has exactly as many bytes, in lines that begin with a time and are not too long', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 100_000 })),
        (bytes) => {
          const text = Buffer.concat([...fillerOf(bytes, NOW)]).toString();
          expect(text).toHaveLength(bytes);
          expect(text.endsWith('\n')).toBe(true);
          for (const line of text.slice(0, -1).split('\n')) {
            expect(line.length).toBeLessThan(16 * 1024);
            expect(line.startsWith(FRONT.slice(0, line.length))).toBe(true);
            if (bytes >= FRONT.length + 1) expect(line.startsWith(FRONT)).toBe(true);
          }
        },
      ),
      { examples: [[16 * 1024], [16 * 1024 + 1], [16 * 1024 + 26], [32 * 1024 + 25]] },
    );
  });

  it('says how many bytes were lost', () => {
    const text = Buffer.concat([...fillerOf(50_000, NOW)]).toString();
    const [first = '', second = ''] = text.split('\n');
    expect(first.trimEnd()).toBe(
      `${FRONT}##[warning]50000 bytes of output were lost here: they did not arrive, and no worker has them any more.`,
    );
    expect(second.trimEnd()).toBe(FRONT.trimEnd());
  });
});
