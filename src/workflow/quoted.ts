import type { Json } from '../events/json.ts';

/** The longest text that a message quotes whole. */
const LONGEST = 80;

/** A text of the file in back quotes, on one line, cut where it is long: a message stays a sentence. */
export function quoted(text: string): string {
  const line = text.slice(0, 2 * LONGEST).replace(/\s+/g, ' ');
  return line.length > LONGEST ? `\`${line.slice(0, LONGEST)}...\`` : `\`${line}\``;
}

/** A value of the file as the subject of a sentence. */
export function quotedValue(value: Json): string {
  return typeof value === 'object' && value !== null ? 'This value' : quoted(String(value));
}
