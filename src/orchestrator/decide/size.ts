import { MAX_RECORD_BYTES } from '../../events/index.ts';

/** What is left of a record for what its writer adds, and for what is small in a grant. */
const REST_BYTES = 64 * 1024;
/** The most bytes, as JSON, that a decision or a grant may have. */
export const MOST_BYTES = MAX_RECORD_BYTES - REST_BYTES;
/** From how many bytes on a size is remembered: what is smaller is counted as quickly. */
const REMEMBERED_BYTES = 1024;

/** Sizes of objects that are shared by many decisions: payloads, definitions, outputs. None of them ever changes. */
const remembered = new WeakMap<object, number>();

/** How many bytes a value has as JSON in UTF-8. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(JSON.stringify(value));
  if (typeof value !== 'object' || value === null) return String(value).length;
  const known = remembered.get(value);
  if (known !== undefined) return known;
  const bytes = Array.isArray(value) ? bytesOfList(value) : bytesOfObject(value);
  if (bytes >= REMEMBERED_BYTES) remembered.set(value, bytes);
  return bytes;
}

/** A sentence with the size of what is too large, and the limit. @param what with its verb: `Its outputs have` */
export function tooLarge(what: string, bytes: number, most: number = MOST_BYTES): string {
  return `${what} ${bytes} bytes as JSON, more than the ${most} that are allowed.`;
}

function bytesOfList(list: readonly unknown[]): number {
  return list.reduce<number>((sum, item) => sum + bytesOf(item) + 1, 1 + (list.length === 0 ? 1 : 0));
}

function bytesOfObject(object: object): number {
  let bytes = 1;
  for (const [name, item] of Object.entries(object)) {
    if (item !== undefined) bytes += bytesOf(name) + bytesOf(item) + 2;
  }
  return Math.max(2, bytes);
}
