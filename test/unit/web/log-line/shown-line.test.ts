import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText, SHOWN_CHARACTERS, shownLine } from '../../../../src/web/log-line/shown-line.ts';

const ESC = '\u001b';
const AT = '2026-01-02T03:04:05.678Z';
const texts = (raw: string, needle: string | null = null) =>
  shownLine(raw, needle === null ? null : { text: needle, isCaseSensitive: false }).pieces.map(
    ({ text }) => text,
  );

describe('the front of a line', () => {
  test('has the time and GitHub’s mark', () => {
    expect(shownLine(`${AT} ##[error]it broke`, null)).toMatchObject({
      at: AT,
      mark: 'error',
      pieces: [{ text: 'it broke' }],
    });
  });

  test('may be without a time', () => {
    expect(shownLine('##[group]Build', null)).toMatchObject({ at: null, mark: 'group' });
  });

  test('an unknown mark, and one that is not in front, is text', () => {
    expect(texts(`${AT} ##[section]x`)).toEqual(['##[section]x']);
    expect(texts(`${AT} a ##[error]x`)).toEqual(['a ##[error]x']);
  });

  test('an empty line has no pieces', () => {
    expect(shownLine(`${AT} `, null)).toEqual({ at: AT, mark: null, pieces: [], hidden: 0 });
  });
});

describe('colours', () => {
  const style = (codes: string) => shownLine(`${ESC}[${codes}mx`, null).pieces[0]?.style;

  test('named and bright ones have their number', () => {
    expect(style('31')?.colour).toEqual({ kind: 'named', number: 1 });
    expect(style('92')?.colour).toEqual({ kind: 'named', number: 10 });
    expect(style('44')?.ground).toEqual({ kind: 'named', number: 4 });
  });

  test('of the 256 the first sixteen are the named ones, the others a cube and greys', () => {
    expect(style('38;5;9')?.colour).toEqual({ kind: 'named', number: 9 });
    expect(style('38;5;208')?.colour).toEqual({ kind: 'rgb', red: 255, green: 135, blue: 0 });
    expect(style('48;5;255')?.ground).toEqual({ kind: 'rgb', red: 238, green: 238, blue: 238 });
  });

  test('true colours are kept', () => {
    expect(style('38;2;1;2;3')?.colour).toEqual({ kind: 'rgb', red: 1, green: 2, blue: 3 });
  });

  test('bold, dim, italic, underline and strikethrough are kept, and ended by a reset', () => {
    expect(style('1;2;3;4;9')).toMatchObject({
      bold: true,
      dim: true,
      italic: true,
      underline: true,
      strikethrough: true,
    });
    expect(shownLine(`${ESC}[1;31ma${ESC}[0mb`, null).pieces.map((piece) => piece.style === null)).toEqual([
      false,
      true,
    ]);
  });

  test('hidden text is shown', () => {
    expect(texts(`${ESC}[8mnot a secret`)).toEqual(['not a secret']);
  });
});

describe('links', () => {
  const addresses = (text: string) => shownLine(text, null).pieces.flatMap(({ address }) => address ?? []);

  test('are http and https only', () => {
    expect(addresses('see https://a.test/x and http://b.test, or javascript:alert(1) ftp://c.test')).toEqual([
      'https://a.test/x',
      'http://b.test',
    ]);
  });

  test('end before the punctuation of the sentence, and keep brackets that they opened', () => {
    expect(addresses('(https://a.test/x_(y)).')).toEqual(['https://a.test/x_(y)']);
    expect(addresses('"https://a.test/x?y=1!"')).toEqual(['https://a.test/x?y=1']);
  });

  test('reach over a change of colour', () => {
    expect(addresses(`https://a.test/${ESC}[1mx${ESC}[0m y`)).toEqual([
      'https://a.test/x',
      'https://a.test/x',
    ]);
  });

  test('need an address behind the scheme', () => {
    expect(addresses('https://')).toEqual([]);
  });
});

describe('matches', () => {
  test('are found without case, over a change of colour too', () => {
    const { pieces } = shownLine(`an Er${ESC}[31mROR here`, { text: 'error', isCaseSensitive: false });
    expect(pieces.filter(({ isMatch }) => isMatch).map(({ text }) => text)).toEqual(['Er', 'ROR']);
  });

  test('differ by case where that is asked for', () => {
    const { pieces } = shownLine('Error error', { text: 'error', isCaseSensitive: true });
    expect(pieces.map(({ text, isMatch }) => [text, isMatch])).toEqual([
      ['Error ', false],
      ['error', true],
    ]);
  });

  test('stand at their place behind letters whose lower case is longer', () => {
    expect(texts('İİ Needle', 'needle')).toEqual(['İİ ', 'Needle']);
  });
});

test('a long line is cut, and says how much is hidden', () => {
  const shown = shownLine('x'.repeat(SHOWN_CHARACTERS + 7), null);
  expect(shown.hidden).toBe(7);
  expect(shown.pieces[0]?.text).toHaveLength(SHOWN_CHARACTERS);
});

test('a line that is cut within a code shows nothing of the code, and does not count it', () => {
  const shown = shownLine(`${'x'.repeat(SHOWN_CHARACTERS - 2)}${ESC}[31mred${ESC}[0m`, null);
  expect(shown.hidden).toBe(3);
  expect(shown.pieces.map(({ text }) => text)).toEqual(['x'.repeat(SHOWN_CHARACTERS - 2)]);
});

test('the pieces of any line are its plain text, whatever links, colours and matches it has', () => {
  const part = fc.constantFrom(
    'a',
    'A',
    ' ',
    `${ESC}[31m`,
    `${ESC}[0m`,
    'https://a.test/',
    '(',
    ').',
    '##[x]',
    '\t',
  );
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 40 }),
      fc.constantFrom('a', 'aa', 'https', '/'),
      (parts, needle) => {
        const raw = `${AT} ${parts.join('')}`;
        const { pieces } = shownLine(raw, { text: needle, isCaseSensitive: false });
        expect(pieces.map(({ text }) => text).join('')).toBe(plainText(raw));
        expect(pieces.every(({ text }) => text !== '')).toBe(true);
        const ends = pieces.map(({ from, text }) => from + text.length);
        expect(pieces.map(({ from }) => from)).toEqual([0, ...ends].slice(0, pieces.length));
      },
    ),
  );
});
