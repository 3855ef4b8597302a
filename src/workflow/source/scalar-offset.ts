/** The characters after `\` in double quotes that stand for one character written as a number. */
const NUMBERED: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** How a scalar is written. */
export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'block';

/**
 * The place in the source where a character of a scalar's value stands; for white space: where it begins. Walks
 * value and source together from one character that is no white space to the next, so that what YAML adds or takes
 * away between them (indentation, folded lines) does not matter.
 * `source` begins at the scalar's first character (quote, `|` or `>`); offsets are 0-based.
 */
export function sourceOffset(source: string, value: string, style: ScalarStyle, valueOffset: number): number {
  let at = style === 'plain' ? 0 : style === 'block' ? afterHeader(source) : 1;
  for (let index = 0; index < value.length; index += 1) {
    const isWhite = isSpace(value.charAt(index));
    if (!isWhite) at = skipSpace(source, at, style);
    if (index >= valueOffset) return at;
    if (isWhite) continue;
    // An escape may stand for a character of two units.
    if (isEscape(source, at, style) && value.codePointAt(index) !== value.charCodeAt(index)) index += 1;
    at += sourceLength(source, at, style);
  }
  return at;
}

function afterHeader(source: string): number {
  const end = source.indexOf('\n');
  return end < 0 ? source.length : end + 1;
}

/** White space, also where it is written as an escape, and escaped line ends. */
function skipSpace(source: string, start: number, style: ScalarStyle): number {
  let at = start;
  while (at < source.length) {
    if (isSpace(source.charAt(at))) at += 1;
    else if (isEscape(source, at, style) && isSpace(escaped(source, at)))
      at += sourceLength(source, at, style);
    else break;
  }
  return at;
}

/** The white space that an escape stands for; what stands for another character is given as it is written. */
function escaped(source: string, at: number): string {
  const letter = source.charAt(at + 1);
  const digits = NUMBERED.get(letter);
  if (digits !== undefined) {
    const code = Number.parseInt(source.slice(at + 2, at + 2 + digits), 16);
    return code <= MAX_UNIT ? String.fromCharCode(code) : letter;
  }
  return 'tnr'.includes(letter) ? ' ' : letter;
}

const MAX_UNIT = 0xff_ff;

function isEscape(source: string, at: number, style: ScalarStyle): boolean {
  return style === 'double-quoted' && source.charAt(at) === '\\';
}

/** How many characters of the source stand for the character of the value that begins there. */
function sourceLength(source: string, at: number, style: ScalarStyle): number {
  if (isEscape(source, at, style)) return 2 + (NUMBERED.get(source.charAt(at + 1)) ?? 0);
  return style === 'single-quoted' && source.charAt(at) === "'" ? 2 : 1;
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r';
}
