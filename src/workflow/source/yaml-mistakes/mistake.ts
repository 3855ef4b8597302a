import type { Span } from '../source-text.ts';

/** What the YAML parser says of a text. */
export interface YamlMistake {
  /** The parser's name of it, `MISSING_CHAR`. */
  readonly code: string;
  readonly message: string;
  /** 0-based offsets, the end exclusive. */
  readonly pos: readonly [number, number];
}

/** What a mistake means: what to write, and where. */
export interface Explained {
  readonly message: string;
  readonly span: Span;
}

/** Finds what one mistake means. Null where it is none of those that it knows. */
export type Explain = (text: string, mistake: YamlMistake) => Explained | null;

/** The most of a line that is looked at. */
export const LONGEST_LINE = 1000;

/** A sentence at the place that the parser names. */
export function at({ pos: [start, end] }: YamlMistake, message: string): Explained {
  return { message, span: { start, end } };
}

/** The rest of the line from an offset, as far as it is looked at. */
export function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? undefined : end).slice(0, LONGEST_LINE);
}

/** Where the line of an offset begins. */
export function lineStartOf(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** How many spaces a line begins with. */
export function indentationOf(text: string, lineStart: number): number {
  let column = 0;
  while (text.charAt(lineStart + column) === ' ') column += 1;
  return column;
}
