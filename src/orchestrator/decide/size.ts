import { MAX_RECORD_BYTES } from '../../events/index.ts';

/** What is left of a record for what its writer adds, and for what is small in a grant. */
const REST_BYTES = 64 * 1024;
/** The most bytes, as JSON, that a decision or a grant may have. */
export const MOST_BYTES = MAX_RECORD_BYTES - REST_BYTES;
/** From how many bytes on a size is remembered: what is smaller is counted as quickly. */
const REMEMBERED_BYTES = 8 * 1024;
/** A character of a text has at most so many bytes: those of `\u0000`. */
const MOST_CHARACTER_BYTES = 6;
/** No number has more characters. */
const MOST_NUMBER_BYTES = 25;

/** How a value is counted, and the sizes of objects that are shared by many decisions: none of them ever changes. */
interface Count {
  readonly text: (text: string) => number;
  readonly scalar: (value: unknown) => number;
  readonly remembered: WeakMap<object, number>;
}

const EXACT: Count = {
  text: (text) => Buffer.byteLength(JSON.stringify(text)),
  scalar: (value) => String(value).length,
  remembered: new WeakMap(),
};

/** At least as many bytes, without looking into texts: enough to see that nearly all values are small. */
const ROUGH: Count = {
  text: (text) => text.length * MOST_CHARACTER_BYTES + 2,
  scalar: () => MOST_NUMBER_BYTES,
  remembered: new WeakMap(),
};

/** How many bytes a value has as JSON in UTF-8. */
export function bytesOf(value: unknown): number {
  return count(value, EXACT);
}

/** How many bytes a value has as JSON where they are more than `most`; null: they are not. */
export function bytesBeyond(value: unknown, most: number = MOST_BYTES): number | null {
  if (count(value, ROUGH) <= most) return null;
  const bytes = bytesOf(value);
  return bytes > most ? bytes : null;
}

/** A job that no log would take; the message says what of it is how large. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/** A sentence with the size of what is too large, and the limit. @param what with its verb: `Its outputs have` */
export function tooLarge(what: string, bytes: number, most: number = MOST_BYTES): string {
  return `${what} ${bytes} bytes as JSON, more than the ${most} that are allowed.`;
}

function count(value: unknown, by: Count): number {
  if (typeof value === 'string') return by.text(value);
  if (typeof value !== 'object' || value === null) return by.scalar(value);
  const known = by.remembered.get(value);
  if (known !== undefined) return known;
  const bytes = Array.isArray(value) ? countList(value, by) : countObject(value, by);
  if (bytes >= REMEMBERED_BYTES) by.remembered.set(value, bytes);
  return bytes;
}

function countList(list: readonly unknown[], by: Count): number {
  let bytes = 1;
  for (const item of list) bytes += count(item, by) + 1;
  return Math.max(2, bytes);
}

function countObject(object: object, by: Count): number {
  let bytes = 1;
  for (const [name, item] of Object.entries(object)) {
    if (item !== undefined) bytes += by.text(name) + count(item, by) + 2;
  }
  return Math.max(2, bytes);
}
