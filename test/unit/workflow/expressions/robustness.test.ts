import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, evaluateCondition, ExpressionError, interpolate } from '../../../../src/workflow/index.ts';

const scope = {
  contexts: { github: { ref: 'main', event: { a: [1, { b: null }] } } },
  status: { success: true, failure: false, cancelled: false },
};

/** Texts made of pieces of the language, right and wrong. */
const soup = fc
  .array(
    fc.constantFrom(
      'github',
      '.',
      'ref',
      '[',
      ']',
      '(',
      ')',
      '*',
      "'a'",
      "'",
      '"',
      '1',
      '-1e3',
      '==',
      '!=',
      '&&',
      '||',
      '!',
      '<=',
      'contains',
      'format',
      'fromJSON',
      'toJSON',
      'join',
      'success()',
      'case',
      ',',
      ' ',
      '\n',
      '${{',
      '}}',
      'ı',
      '\u0000',
      '{0}',
      'null',
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

describe('any text as an expression', () => {
  it('evaluates, or is refused with an ExpressionError whose place lies inside it', () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string()), (text) => {
        for (const use of [evaluate, evaluateCondition, interpolate]) {
          try {
            use(text, scope);
          } catch (error) {
            if (!(error instanceof ExpressionError)) throw error;
            expect(error.message).toMatch(/^The expression `[^]*[.?]$/);
            if (error.offset !== null) expect(error.offset).toBeLessThanOrEqual(error.expression.length);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives back every JSON value through toJSON and fromJSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(text !== '""' && text.trim() !== '' && !text.includes('__proto__'));
        const back = evaluate('fromJSON(toJSON(fromJSON(github.text)))', { contexts: { github: { text } } });
        expect(back).toEqual(JSON.parse(text));
      }),
      { numRuns: 200 },
    );
  });

  it('makes no value from JSON that nests too deep to be walked', () => {
    const nested = (levels: number): string =>
      `${'['.repeat(levels)}"${'['.repeat(200)}"${']'.repeat(levels)}`;
    const read = (text: string) => evaluate('fromJSON(github.text)', { contexts: { github: { text } } });
    expect(JSON.stringify(read(nested(100)))).toBe(nested(100));
    for (const levels of [101, 1_000_000]) expect(() => read(nested(levels))).toThrow(ExpressionError);
  });
});
