/** Mistakes around the colon of a key. */
import { quoted } from '../../quoted.ts';
import { at, lineAt, type Explained, type YamlMistake } from './mistake.ts';

/** `on:push` is one text. */
export function missingSpace(text: string, { pos: [start] }: YamlMistake): Explained | null {
  const [word, key, value] = /^([\w.-]+):([^\s:/][^\s]{0,40})/.exec(lineAt(text, start)) ?? [];
  if (word === undefined) return null;
  const message = `A space is missing after the colon; write ${quoted(`${key ?? ''}: ${value ?? ''}`)}.`;
  return { message, span: { start, end: start + word.length } };
}

/** A word alone on its line, where a map has `key: value`. */
export function missingColon(text: string, mistake: YamlMistake): Explained | null {
  if (mistake.code === 'MISSING_CHAR' && !mistake.message.includes('map values')) return null;
  const { pos } = mistake;
  const [word] = /^[\w.-]+(?=\s*(?:#.*)?$)/.exec(lineAt(text, pos[0])) ?? [];
  if (word === undefined) return at(mistake, 'A colon is missing here: each line of a map is `key: value`.');
  return {
    message: `A colon is missing after ${quoted(word)}.`,
    span: { start: pos[0], end: pos[0] + word.length },
  };
}

/** `name: a: b` would be a map in a map. */
export function secondColon(text: string, { pos: [start] }: YamlMistake): Explained {
  const message =
    'A second `: ` on the line would start another map; put the text in quotes, or the map on lines of its own.';
  return { message, span: { start, end: start + lineAt(text, start).trimEnd().length } };
}

/** A line of Markdown, which begins a block of code there. */
export function fence(text: string, mistake: YamlMistake): Explained | null {
  if (!lineAt(text, mistake.pos[0]).startsWith('```')) return null;
  return at(mistake, 'A line with three back quotes belongs to Markdown; a workflow begins without it.');
}
