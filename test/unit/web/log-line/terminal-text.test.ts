import { expect, test } from 'vitest';
import { terminalText } from '../../../../src/web/log-line/terminal-text.ts';

const ESC = '\u001b';

test('text without codes stays as it is, tabs included', () => {
  expect(terminalText('a\tb ü 日本')).toBe('a\tb ü 日本');
});

test('of a line that was written over only the last state is shown', () => {
  expect(terminalText('10%\r55%\r100% done')).toBe('100% done');
});

test('an empty last state shows the one before', () => {
  expect(terminalText(`10%\r100%\r`)).toBe('100%');
  expect(terminalText(`10%\r100%\r${ESC}[2K`)).toBe('100%');
});

test('a colour that was set before a line was written over goes on', () => {
  expect(terminalText(`${ESC}[32m10%\r20%`)).toBe(`${ESC}[32m20%`);
});

test('codes that move the cursor, clear, or ask are dropped', () => {
  expect(terminalText(`a${ESC}[2K${ESC}[1Ab${ESC}[?25lc${ESC}(Bd${ESC}[6ne${ESC}7f`)).toBe('abcdef');
});

test('of a hyperlink the text is shown and the address is not', () => {
  expect(terminalText(`see ${ESC}]8;;https://elsewhere.test/${ESC}\\the docs${ESC}]8;;${ESC}\\ now`)).toBe(
    'see the docs now',
  );
  expect(terminalText(`${ESC}]0;title\u0007text`)).toBe('text');
});

test('a string sequence that never ends hides nothing', () => {
  expect(terminalText(`${ESC}]8;;https://elsewhere.test/ text`)).toBe('8;;https://elsewhere.test/ text');
});

test('a code that the end of the line cut off is dropped', () => {
  expect(terminalText(`text${ESC}[38;5`)).toBe('text');
  expect(terminalText(`text${ESC}`)).toBe('text');
});

test('control characters are dropped', () => {
  expect(terminalText('a\0b\bc\u007fd\u009b31me')).toBe('abcd31me');
});

test('colours with colons become colours with semicolons', () => {
  expect(terminalText(`${ESC}[38:5:208ma`)).toBe(`${ESC}[38;5;208ma`);
  expect(terminalText(`${ESC}[38:2::1:2:3ma`)).toBe(`${ESC}[38;2;1;2;3ma`);
  expect(terminalText(`${ESC}[1;4:3ma`)).toBe(`${ESC}[1;4ma`);
});

test("an underline's colour is dropped whole", () => {
  expect(terminalText(`${ESC}[4;58;5;3ma`)).toBe(`${ESC}[4ma`);
  expect(terminalText(`${ESC}[58;2;1;2;3;31ma`)).toBe(`${ESC}[;31ma`);
});

test('a line of a million escapes is read in one pass', () => {
  const text = `${ESC}]`.repeat(250_000) + '\r'.repeat(100_000);
  expect(terminalText(text)).toBe('');
});
