import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Masks, maskedForms } from '../../../../src/worker/output/index.ts';

describe('masks', () => {
  it('finds exactly the values a plain search finds', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), maxLength: 80 });
    const value = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(text, fc.array(value, { maxLength: 5 }), (line, values) => {
        const masks = new Masks();
        for (const each of values) masks.add(each);
        const hidden = Array.from(line, () => false);
        for (const form of values.flatMap(maskedForms)) {
          for (let at = line.indexOf(form); at >= 0; at = line.indexOf(form, at + 1))
            hidden.fill(true, at, at + form.length);
        }
        const expected = Array.from(line, (character, index) =>
          !hidden[index] ? character : index > 0 && hidden[index - 1] ? '' : '***',
        ).join('');
        expect(masks.apply(line)).toBe(expected);
        expect(masks.hides(line)).toBe(hidden.includes(true));
      }),
      { numRuns: 2_000 },
    );
  });

  it('hides a secret in base64 wherever it stands in what was encoded', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 12, maxLength: 30 }).filter((text) => text.trim() === text),
        fc.string({ maxLength: 6 }),
        fc.string({ maxLength: 6 }),
        (secret, before, after) => {
          const masks = new Masks();
          masks.add(secret);
          expect(masks.apply(Buffer.from(before + secret + after).toString('base64'))).toContain('***');
        },
      ),
    );
  });

  it('takes no blank value, and no lone brace of a value of several lines', () => {
    expect(maskedForms('')).toEqual([]);
    expect(maskedForms(' \n ')).toEqual([]);
    expect(maskedForms('{\n  "key": 1234\n}')).not.toContain('{');
    expect(maskedForms('{\n  "key": 1234\n}')).toContain('"key": 1234');
  });

  it('hides even the shortest lines of a value that has no others', () => {
    const masks = new Masks();
    masks.add('x7\n\nq9\n');
    expect(masks.apply('x7\n\nq9')).toBe('***\n\n***');
  });
});
