import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isScalar, parseDocument, stringify, type Scalar } from 'yaml';
import { sourceOffset, type ScalarStyle } from '../../../../src/workflow/source/scalar-offset.ts';

const STYLES: readonly (readonly [Scalar.Type, ScalarStyle])[] = [
  ['PLAIN', 'plain'],
  ['QUOTE_SINGLE', 'single-quoted'],
  ['QUOTE_DOUBLE', 'double-quoted'],
  ['BLOCK_LITERAL', 'block'],
  ['BLOCK_FOLDED', 'block'],
];

/** Words, quotes, escapes and line ends, as scripts have them. */
const text = fc
  .array(
    fc.constantFrom(
      'echo',
      ' ',
      '  ',
      '\n',
      '\n\n',
      '\t',
      "'",
      '"',
      '\\',
      '${{ x }}',
      '#',
      ': ',
      'é',
      '\u{1F680}',
      '\u0007',
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

/** Where each character of the value stands in the text of the document. */
function placesOf(source: string): { value: string; places: readonly number[]; written: string } | null {
  const document = parseDocument(source);
  const node = document.get('key', true);
  if (document.errors.length > 0 || !isScalar(node) || typeof node.value !== 'string') return null;
  const [start = 0, end = 0] = node.range ?? [];
  const style = STYLES.find(([type]) => type === node.type)?.[1] ?? 'plain';
  const written = source.slice(start, end);
  const { value } = node;
  const places = Array.from({ length: value.length }, (_, index) =>
    sourceOffset(written, value, style, index),
  );
  return { value, places, written };
}

describe('the place of a character of a scalar', () => {
  it('is where it is written, in every style and with every line end', () => {
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(...STYLES),
        fc.boolean(),
        fc.constantFrom(0, 20, 80),
        (value, [type], crlf, width) => {
          const made = stringify({ key: value, next: 1 }, { defaultStringType: type, lineWidth: width });
          const found = placesOf(crlf ? made.replaceAll('\n', '\r\n') : made);
          if (found === null) return;
          for (const [index, place] of found.places.entries()) {
            const character = found.value.charAt(index);
            if (/\s|[\uD800-\uDFFF]/.test(character)) continue;
            expect([character, '\\']).toContain(found.written.charAt(place));
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['an escaped line end', 'key: "one \\\n  two $"'],
    ['an escaped space at the start of a line', 'key: "one\\\n  \\ two $"'],
    ['an escaped tab after a folded line', 'key: "one\n  \\ttwo $"'],
    ['a space written as a number', 'key: "one\\x20\\u0020two $"'],
    ['a character of two units written as a number', 'key: "\\U0001F680 $"'],
    ['a quote in single quotes', "key: 'it''s $'"],
    ['a block with an indentation number', 'key: |4\n      more\n    $'],
    ['a folded block with carriage returns', 'key: >\r\n  one\r\n  two\r\n\r\n  $\r\n'],
    ['a plain text over lines', 'key: one\n  two\n\n  $'],
  ])('is found behind %s', (_name, source) => {
    const found = placesOf(source);
    expect(found?.written.charAt(found.places[found.value.indexOf('$')] ?? -1)).toBe('$');
  });
});
