/** Mistakes of values: quotes and brackets, and signs that YAML keeps for itself. */
import { at, lineAt, lineStartOf, LONGEST_LINE, type Explained, type YamlMistake } from './mistake.ts';

/** Said of a text in quotes with more behind it. */
const AFTER_QUOTE =
  'The text ends at its closing quote, and more follows on the line; put quotes around all of it, or use a block (`|`).';

/** The parser ends a bracket that is not closed at the next line that is not indented. */
export function openBracket(text: string, mistake: YamlMistake): Explained | null {
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

/** A text that starts with a sign that YAML keeps for itself. */
export function badStart(text: string, mistake: YamlMistake): Explained {
  const sign = text.charAt(mistake.pos[0]);
  return at(
    mistake,
    `A text cannot start with ${sign === '`' ? 'a back quote' : `\`${sign}\``}; put it in quotes.`,
  );
}

/** A condition that begins with `!`. */
export function tag(text: string, { pos: [start] }: YamlMistake): Explained | null {
  const lineStart = Math.max(lineStartOf(text, start), start - LONGEST_LINE);
  const before = /[:-]\s+(!\S+)$/.exec(text.slice(lineStart, start));
  const written = before?.[1];
  if (written === undefined) return null;
  const message =
    'A text that begins with `!` is a tag in YAML; put it in quotes, a condition into `${{ }}`.';
  return { message, span: { start: start - written.length, end: start } };
}

/** `*` or `&` with no name behind it. */
export function emptyAlias(text: string, mistake: YamlMistake): Explained {
  const sign = text.charAt(mistake.pos[0]);
  const what = sign === '*' ? 'an alias' : 'an anchor';
  return at(mistake, `A text that begins with \`${sign}\` is ${what} in YAML; put it in quotes.`);
}

/** A text that begins with `*`, and more behind it: `cron: *\/15 * * * *`. */
export function starredText(text: string, mistake: YamlMistake): Explained | null {
  if (!mistake.message.startsWith('Unexpected alias')) return null;
  const lineStart = lineStartOf(text, mistake.pos[0]);
  const line = lineAt(text, lineStart).slice(0, mistake.pos[0] - lineStart);
  const before = /^[^*]*[:-]\s+(?=\*)/.exec(line)?.[0];
  if (before === undefined) return null;
  const message = 'A text that begins with `*` is an alias in YAML; put all of it in quotes.';
  return { message, span: { start: lineStart + before.length, end: lineStart + line.trimEnd().length } };
}

/** A backslash in double quotes before a letter that stands for nothing. */
export function badEscape(text: string, { pos: [start] }: YamlMistake): Explained {
  const escape = text.slice(start, start + 2);
  const message = `\`${escape}\` means nothing in double quotes; write \`\\${escape}\`, or use single quotes.`;
  return { message, span: { start, end: start + 2 } };
}

/** More on the line after a value that has ended. */
export function afterValue(text: string, mistake: YamlMistake): Explained | null {
  const lineStart = lineStartOf(text, mistake.pos[0]);
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
