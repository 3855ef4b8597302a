/** What the YAML parser says of a text, in words that tell what to write, at the place where it must be written. */
import type { Span } from './source-text.ts';

/** Said of a text in quotes with more behind it. */
const AFTER_QUOTE =
  'The text ends at its closing quote, and more follows on the line; put quotes around all of it, or use a block (`|`).';

const TAB = 'YAML is indented with spaces; replace the tab.';

/** Said of the lines of a block that stand at its key's column. */
const BLOCK_INDENTATION = 'The lines below `|` or `>` must be indented with spaces, deeper than their key.';

/** What the parser says. */
export interface YamlMistake {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

interface Explained {
  readonly message: string;
  readonly span: Span;
}

/** Finds what one mistake means. Null where it is none of those that it knows. */
type Explain = (text: string, mistake: YamlMistake) => Explained | null;

/** The one mistake of several that is told: the others are mostly what the parser makes of the rest of the file. */
export function firstMistake<Mistake extends YamlMistake>(mistakes: readonly Mistake[]): Mistake | undefined {
  const tab = mistakes.find(({ code }) => code === 'TAB_AS_INDENT');
  return tab ?? mistakes.toSorted((a, b) => a.pos[0] - b.pos[0])[0];
}

/** @param quote where the last quote of the file opens, if there is one */
export function explainMistake(text: string, mistake: YamlMistake, quote: number | null): Explained {
  const unclosed = /^Missing closing (["'])quote/.exec(mistake.message);
  if (unclosed !== null && quote !== null) {
    const message = `The quote \`${unclosed[1] ?? ''}\` opens here and is never closed.`;
    return { message, span: { start: quote, end: quote + 1 } };
  }
  const tab = tabBefore(text, mistake.pos[0]);
  if (tab !== null) return { message: TAB, span: { start: tab, end: tab + 1 } };
  for (const explain of EXPLANATIONS[mistake.code] ?? []) {
    const explained = explain(text, mistake);
    if (explained !== null) return explained;
  }
  const sentence = /[.!?]$/.test(mistake.message) ? mistake.message : `${mistake.message}.`;
  return at(mistake, `This is not valid YAML: ${sentence}`);
}

const EXPLANATIONS: { readonly [code: string]: readonly Explain[] } = {
  TAB_AS_INDENT: [always(TAB)],
  MULTILINE_IMPLICIT_KEY: [missingSpace, missingColon],
  MISSING_CHAR: [
    missingSpace,
    missingColon,
    whenSaid(
      /flow sequence items/,
      'A comma is missing here; a text with `[` or `]` in a list needs quotes.',
    ),
    whenSaid(/flow map items/, 'A comma is missing here; a text with `{` or `}` in braces needs quotes.'),
    (text, mistake) => (mistake.message.startsWith('Sequence item') ? wrongColumn(text, mistake) : null),
    whenSaid(
      /^Comments must be separated/,
      'A comment needs a space before its `#`; a text with `#` needs quotes.',
    ),
    tag,
    always('A quote, bracket or colon is missing here.'),
  ],
  BLOCK_AS_IMPLICIT_KEY: [deeperLine, secondColon],
  BAD_INDENT: [openBracket, whenSaid(/^Block scalar/, BLOCK_INDENTATION), wrongColumn],
  BAD_SCALAR_START: [tag, badStart],
  BAD_ALIAS: [emptyAlias],
  BAD_DQ_ESCAPE: [
    (text, { pos: [start] }) => {
      const escape = text.slice(start, start + 2);
      const message = `\`${escape}\` means nothing in double quotes; write \`\\${escape}\`, or use single quotes.`;
      return { message, span: { start, end: start + 2 } };
    },
  ],
  UNEXPECTED_TOKEN: [
    whenSaid(
      /^Not a YAML token|^Block scalar header/,
      'Nothing may follow `|` or `>` on its line; the text begins on the next one.',
    ),
    whenSaid(/flow-seq-end/, 'There is a `]` too many.'),
    whenSaid(/flow-map-end/, 'There is a `}` too many.'),
    whenSaid(/^Unexpected ,/, 'There is a comma too many; an item is missing before it.'),
    afterValue,
  ],
};

/** A tab in the indentation of a line, before an offset or at it. */
function tabBefore(text: string, offset: number): number | null {
  for (let at = text.lastIndexOf('\n', offset - 1) + 1; at <= offset; at += 1) {
    if (text.charAt(at) === '\t') return at;
    if (text.charAt(at) !== ' ') return null;
  }
  return null;
}

function always(message: string): Explain {
  return (_text, mistake) => at(mistake, message);
}

function whenSaid(said: RegExp, message: string): Explain {
  return (_text, mistake) => (said.test(mistake.message) ? at(mistake, message) : null);
}

/** `on:push` is one text. */
function missingSpace(text: string, { pos: [start] }: YamlMistake): Explained | null {
  const [word, key, value] = /^([\w.-]+):([^\s:/][^\s]{0,40})/.exec(lineAt(text, start)) ?? [];
  if (word === undefined) return null;
  const message = `A space is missing after the colon; write \`${key ?? ''}: ${value ?? ''}\`.`;
  return { message, span: { start, end: start + word.length } };
}

/** A word alone on its line, where a map has `key: value`. */
function missingColon(text: string, mistake: YamlMistake): Explained | null {
  if (mistake.code === 'MISSING_CHAR' && !mistake.message.includes('map values')) return null;
  const { pos } = mistake;
  if (/[:-]\s+[|>][+-]?\d?[ \t]*\n[ \t]*$/.test(text.slice(Math.max(0, pos[0] - LONGEST_LINE), pos[0]))) {
    return at(mistake, BLOCK_INDENTATION);
  }
  const [word] = /^[\w.-]+(?=\s*(?:#.*)?$)/.exec(lineAt(text, pos[0])) ?? [];
  if (word === undefined) return at(mistake, 'A colon is missing here: each line of a map is `key: value`.');
  return {
    message: `A colon is missing after \`${word}\`.`,
    span: { start: pos[0], end: pos[0] + word.length },
  };
}

/** A key on the line after a value, indented deeper than the value's key. */
function deeperLine(text: string, { pos: [start], message }: YamlMistake): Explained | null {
  const line = lineAt(text, start);
  if (/:(?:\s|$)/.test(line) && !message.includes('block sequence')) return null;
  const next = message.includes('block sequence') ? start : start + line.length + 1;
  const column = next + indentationOf(text, next);
  if (column >= text.length) return null;
  const what = message.includes('block sequence') ? 'items of one list' : 'keys of one map';
  return {
    message: `The indentation is wrong here: ${what} start at one column.`,
    span: { start: column, end: column + 1 },
  };
}

function secondColon(text: string, { pos: [start] }: YamlMistake): Explained {
  const message =
    'A second `: ` on the line would start another map; put the text in quotes, or the map on lines of its own.';
  return { message, span: { start, end: start + lineAt(text, start).trimEnd().length } };
}

/** The parser ends a bracket that is not closed at the next line that is not indented. */
function openBracket(text: string, mistake: YamlMistake): Explained | null {
  const closing = /end with a ([\]}])$/.exec(mistake.message)?.[1];
  if (closing === undefined) return null;
  const opening = closing === ']' ? '[' : '{';
  let open = 0;
  for (let offset = mistake.pos[0] - 1; offset >= 0; offset -= 1) {
    const character = text.charAt(offset);
    if (character === closing) open += 1;
    if (character !== opening) continue;
    if (open === 0) {
      const message = `The bracket \`${opening}\` opens here and is not closed with \`${closing}\` before the next key.`;
      return { message, span: { start: offset, end: offset + 1 } };
    }
    open -= 1;
  }
  return at(mistake, `A bracket \`${opening}\` before this line is not closed.`);
}

function wrongColumn(text: string, { pos: [start] }: YamlMistake): Explained {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const column = Math.max(start, lineStart + indentationOf(text, lineStart));
  return {
    message: 'The indentation is wrong here: keys of one map start at one column.',
    span: { start: column, end: column + 1 },
  };
}

/** A text that starts with a sign that YAML keeps for itself. */
function badStart(text: string, mistake: YamlMistake): Explained {
  const sign = text.charAt(mistake.pos[0]);
  return at(
    mistake,
    `A text cannot start with ${sign === '`' ? 'a back quote' : `\`${sign}\``}; put it in quotes.`,
  );
}

/** A condition that begins with `!`. */
function tag(text: string, { pos: [start] }: YamlMistake): Explained | null {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = /[:-]\s+(!\S+)$/.exec(text.slice(lineStart, start));
  const written = before?.[1];
  if (written === undefined) return null;
  const message =
    'A text that begins with `!` is a tag in YAML; put it in quotes, a condition into `${{ }}`.';
  return { message, span: { start: start - written.length, end: start } };
}

function emptyAlias(text: string, mistake: YamlMistake): Explained {
  const sign = text.charAt(mistake.pos[0]);
  const what = sign === '*' ? 'an alias' : 'an anchor';
  return at(mistake, `A text that begins with \`${sign}\` is ${what} in YAML; put it in quotes.`);
}

/** More on the line after a value that has ended. */
function afterValue(text: string, mistake: YamlMistake): Explained | null {
  const lineStart = text.lastIndexOf('\n', mistake.pos[0] - 1) + 1;
  const line = lineAt(text, lineStart).slice(0, mistake.pos[0] - lineStart);
  const value = valueIn(line);
  if (value === null) return null;
  const message = OPENINGS.find(([opening]) => line.startsWith(opening, value))?.[1];
  if (message === undefined) return null;
  return {
    message,
    span: { start: lineStart + value, end: Math.max(lineStart + value + 1, mistake.pos[0]) },
  };
}

const OPENINGS: readonly (readonly [opening: string, message: string])[] = [
  ['{{', 'An expression begins with `$`: write `${{ }}`.'],
  ['[', '`[` at the start makes a list, which ends here; put quotes around a text that begins so.'],
  ['{', '`{` at the start makes a map, which ends here; put quotes around a text that begins so.'],
  ['"', AFTER_QUOTE],
  ["'", AFTER_QUOTE],
];

/** Where the value begins that a line gives a key or an item, if it begins with a quote or bracket. */
function valueIn(line: string): number | null {
  for (const { index, 0: separator } of line.matchAll(/(?:^|[:-])\s+/g)) {
    const start = index + separator.length;
    if (/^["'[{]/.test(line.charAt(start))) return start;
  }
  return /^["'[{]/.test(line) ? 0 : null;
}

function at({ pos: [start, end] }: YamlMistake, message: string): Explained {
  return { message, span: { start, end } };
}

/** The rest of the line from an offset. */
function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? undefined : end).slice(0, LONGEST_LINE);
}

/** The most of a line that is looked at. */
const LONGEST_LINE = 1000;

function indentationOf(text: string, lineStart: number): number {
  let column = 0;
  while (text.charAt(lineStart + column) === ' ') column += 1;
  return column;
}
