import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matcherOf } from '../../../../../src/store/log-files/search/matcher.ts';

describe('a matcher', () => {
  const unit = fc.constantFrom('a', 'a', 'a', 'A', 'b', 'é', 'É', '=');
  const some = (most: number) =>
    fc.array(unit, { minLength: 1, maxLength: most }).map((units) => units.join(''));

  it('finds a text where indexOf does, from every place', () => {
    const repeated = fc.tuple(some(3), fc.integer({ min: 1, max: 30 }), some(2));
    const wanted = fc.oneof(
      some(4),
      repeated.map(([text, times, end]) => text.repeat(times) + end),
    );
    fc.assert(
      fc.property(wanted, fc.array(fc.oneof(some(60), wanted), { maxLength: 5 }), (text, pieces) => {
        const haystack = [...pieces, text, ...pieces].join('');
        const exact = matcherOf(text, true);
        const loose = matcherOf(text, false);
        for (let from = 0; from <= haystack.length; from++) {
          expect(exact.find(haystack, from)).toBe(haystack.indexOf(text, from));
          const folded = haystack.toUpperCase().indexOf(text.toUpperCase(), from);
          expect(loose.find(haystack, from)).toBe(folded);
        }
      }),
    );
  });

  it('looks at a haystack of the same letter in proportion to its length', () => {
    // A plain search would compare a thousand letters at each of four million places.
    const matcher = matcherOf(`${'a'.repeat(999)}b`, false);
    expect(matcher.find('A'.repeat(4_000_000), 0)).toBe(-1);
  });
});
