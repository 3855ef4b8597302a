/** The characters after `\` in double quotes that stand for one character written as a number. */
const NUMBERED: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** How a scalar is written. */
export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'block';

/**
 * The place in the source where a character of a scalar's value stands. Walks value and source together: what
 * YAML takes away (indentation, folded lines, quotes, escapes) is skipped in the source.
 * `source` begins at the scalar's first character (quote, `|` or `>`); offsets are 0-based.
 */
export function sourceOffset(source: string, value: string, style: ScalarStyle, valueOffset: number): number {
  let at = style === 'plain' ? 0 : style === 'block' ? afterHeader(source) : 1;
  for (let index = 0; index < value.length; index += 1) {
    const character = value.charAt(index);
    const escaped = style === 'double-quoted' && source.charAt(at) === '\\' && !isEscapedLineEnd(source, at);
    if (!isSpace(character) && !escaped) at = skipSpace(source, at);
    if (index >= valueOffset) return at;
    at += sourceLength(source, at, style, character);
  }
  return at;
}

function afterHeader(source: string): number {
  const end = source.indexOf('\n');
  return end < 0 ? source.length : end + 1;
}

/** Indentation, folded line ends and escaped line ends stand between two characters of the value. */
function skipSpace(source: string, start: number): number {
  let at = start;
  while (at < source.length && (isSpace(source.charAt(at)) || isEscapedLineEnd(source, at))) at += 1;
  return at;
}

function isEscapedLineEnd(source: string, at: number): boolean {
  return source.charAt(at) === '\\' && (source.charAt(at + 1) === '\n' || source.charAt(at + 1) === '\r');
}

/** How many characters of the source stand for one of the value. */
function sourceLength(source: string, at: number, style: ScalarStyle, character: string): number {
  if (style === 'single-quoted' && character === "'") return 2;
  if (style === 'double-quoted' && source.charAt(at) === '\\') {
    return 2 + (NUMBERED.get(source.charAt(at + 1)) ?? 0);
  }
  // A folded line end is another kind of space in the value; what stands for it is skipped with the indentation.
  return isSpace(character) && source.charAt(at) !== character ? 0 : 1;
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r';
}
