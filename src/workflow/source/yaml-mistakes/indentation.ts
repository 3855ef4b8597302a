/** Mistakes of indentation: keys, items and blocks that begin at the wrong column. */
import {
  at,
  indentationOf,
  lineAt,
  lineStartOf,
  LONGEST_LINE,
  type Explained,
  type YamlMistake,
} from './mistake.ts';

const TAB = 'YAML is indented with spaces; replace the tab.';

/** Lines of a block that stand at their key's column. */
const BLOCK = 'The lines below `|` or `>` must be indented with spaces, deeper than their key.';

/** A tab in the indentation of a line, before the place or at it. */
export function tabBefore(text: string, { pos: [offset] }: YamlMistake): Explained | null {
  for (let start = lineStartOf(text, offset); start <= offset; start += 1) {
    if (text.charAt(start) === '\t') return { message: TAB, span: { start, end: start + 1 } };
    if (text.charAt(start) !== ' ') return null;
  }
  return null;
}

/** A block of lines that is not indented. */
export function blockNotIndented(text: string, mistake: YamlMistake): Explained | null {
  const [start] = mistake.pos;
  const before = text.slice(Math.max(0, start - LONGEST_LINE), start);
  const isBelowHeader = /[:-]\s+[|>][+-]?\d?[ \t]*\n[ \t]*$/.test(before);
  return isBelowHeader || mistake.message.startsWith('Block scalar') ? at(mistake, BLOCK) : null;
}

/** How far above a line the block is looked for that it ends, in UTF-16 units. */
const HIGHEST_BLOCK = 20_000;

/** A line of text that is indented less than the block above it, which it was to go on. */
export function endedBlock(text: string, mistake: YamlMistake): Explained | null {
  const lineStart = lineStartOf(text, mistake.pos[0]);
  const column = indentationOf(text, lineStart);
  if (/^[\w.-]+:(?:\s|$)|^[-#]/.test(lineAt(text, lineStart + column))) return null;
  const above = text.slice(Math.max(0, lineStart - HIGHEST_BLOCK), lineStart).split('\n');
  let least = Infinity;
  for (const line of above.toReversed()) {
    if (line.trim() === '') continue;
    const indentation = indentationOf(line, 0);
    const isHeader = indentation < least && /[:-]\s+[|>][+-]?\d?\s*$/.test(line);
    if (isHeader && least < Infinity && column <= indentation) {
      const message =
        'This line ends the block of text above it, as it is indented less; indent it like the others.';
      return { message, span: { start: lineStart, end: lineStart + lineAt(text, lineStart).length } };
    }
    if (indentation <= column) return null;
    least = Math.min(least, indentation);
  }
  return null;
}

/** A key on the line after a value, indented deeper than the value's key. */
export function deeperLine(text: string, { pos: [start], message }: YamlMistake): Explained | null {
  const line = lineAt(text, start);
  if (/:(?:\s|$)/.test(line) && !message.includes('block sequence')) return null;
  const lineEnd = text.indexOf('\n', start);
  if (lineEnd < 0) return null;
  const next = message.includes('block sequence') ? start : lineEnd + 1;
  const column = next + indentationOf(text, next);
  if (column >= text.length) return null;
  const what = message.includes('block sequence') ? 'items of one list' : 'keys of one map';
  return {
    message: `The indentation is wrong here: ${what} start at one column.`,
    span: { start: column, end: column + 1 },
  };
}

/** A key that begins at another column than those before it. */
export function wrongColumn(text: string, { pos: [start] }: YamlMistake): Explained {
  const lineStart = lineStartOf(text, start);
  const column = Math.max(start, lineStart + indentationOf(text, lineStart));
  return {
    message: 'The indentation is wrong here: keys of one map start at one column.',
    span: { start: column, end: column + 1 },
  };
}
