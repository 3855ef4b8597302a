/**
 * The values that must not be seen, and where they stand in a text. Every line of output is searched for all
 * of them, so the search is Wu and Manber's ("A fast algorithm for multi-pattern searching", 1994): one pass
 * over the bytes, whatever the number of values, that skips ahead by almost the length of the shortest.
 */
import { maskedForms } from './masked-forms.ts';

/** What stands in place of a masked value. */
export const MASK = '***';

/** Bytes `start` up to and without `end`. */
export interface Range {
  readonly start: number;
  end: number;
}

/** Values shorter than this are searched one by one: they would make every skip short. */
const SHORT = 4;

/** A growing set of values to hide, in all the forms they may appear in. */
export class Masks {
  readonly #values = new Set<string>();
  #patterns: Buffer[] = [];
  #search: PairSearch | null = null;
  #longest = 0;

  /** Hides `value` from now on: each of its lines, and the forms that `maskedForms` lists. */
  add(value: string): void {
    for (const form of maskedForms(value)) {
      if (this.#values.has(form)) continue;
      this.#values.add(form);
      const pattern = Buffer.from(form, 'utf8');
      this.#patterns.push(pattern);
      this.#longest = Math.max(this.#longest, pattern.length);
      this.#search = null;
    }
  }

  /** Bytes of the longest form: how far behind a place a value that begins before it may reach. */
  get longest(): number {
    return this.#longest;
  }

  /** Where hidden values stand, sorted, with those that overlap or touch made one. */
  find(bytes: Uint8Array): Range[] {
    if (this.#patterns.length === 0) return [];
    this.#search ??= new PairSearch(this.#patterns);
    return merge(this.#search.find(bytes));
  }

  /** Whether any hidden value, or a form of it, stands in `text`. */
  hides(text: string): boolean {
    return this.find(Buffer.from(text, 'utf8')).length > 0;
  }

  /** `text` with every hidden value replaced. */
  apply(text: string): string {
    const bytes = Buffer.from(text, 'utf8');
    const found = this.find(bytes);
    return found.length === 0 ? text : replaceRanges(bytes, found).toString('utf8');
  }
}

/** `bytes` with each range replaced by `***`. Ranges are sorted and apart. */
export function replaceRanges(bytes: Buffer, ranges: readonly Range[]): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (const { start, end } of ranges) {
    parts.push(bytes.subarray(from, start), MASK_BYTES);
    from = end;
  }
  parts.push(bytes.subarray(from));
  return Buffer.concat(parts);
}

const MASK_BYTES = Buffer.from(MASK);

/** Sorted, with overlapping and touching ranges joined. */
export function merge(ranges: Range[]): Range[] {
  if (ranges.length < 2) return ranges;
  ranges.sort((a, b) => a.start - b.start);
  const merged: Range[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else merged.push({ start: range.start, end: range.end });
  }
  return merged;
}

/** Wu and Manber's search on pairs of bytes, for patterns of at least `SHORT` bytes; `indexOf` for the others. */
class PairSearch {
  readonly #short: readonly Buffer[];
  /** By the last pair of a window: how far the window may move on. */
  readonly #shift: Uint8Array | null;
  /** By the last pair of a window: the patterns whose beginning ends in that pair. */
  readonly #candidates = new Map<number, Buffer[]>();
  readonly #window: number;

  constructor(patterns: readonly Buffer[]) {
    this.#short = patterns.filter((pattern) => pattern.length < SHORT);
    const long = patterns.filter((pattern) => pattern.length >= SHORT);
    this.#window = Math.min(255, ...long.map((pattern) => pattern.length));
    this.#shift = long.length === 0 ? null : this.#index(long);
  }

  find(bytes: Uint8Array): Range[] {
    const found: Range[] = [];
    for (const pattern of this.#short) findEach(bytes, pattern, found);
    if (this.#shift !== null) this.#findLong(bytes, this.#shift, found);
    return found;
  }

  #index(patterns: readonly Buffer[]): Uint8Array {
    const window = this.#window;
    const shift = new Uint8Array(65_536).fill(window - 1);
    for (const pattern of patterns) {
      for (let last = 1; last < window; last++) {
        const pair = pairAt(pattern, last);
        shift[pair] = Math.min(shift[pair] ?? 0, window - 1 - last);
        if (last < window - 1) continue;
        const same = this.#candidates.get(pair);
        if (same === undefined) this.#candidates.set(pair, [pattern]);
        else same.push(pattern);
      }
    }
    return shift;
  }

  #findLong(bytes: Uint8Array, shift: Uint8Array, found: Range[]): void {
    const window = this.#window;
    for (let last = window - 1; last < bytes.length; ) {
      const pair = pairAt(bytes, last);
      const skip = shift[pair] ?? 1;
      if (skip > 0) {
        last += skip;
        continue;
      }
      const start = last - window + 1;
      for (const pattern of this.#candidates.get(pair) ?? []) {
        if (standsAt(bytes, pattern, start)) addRange(found, start, start + pattern.length);
      }
      last++;
    }
  }
}

function pairAt(bytes: Uint8Array, last: number): number {
  return ((bytes[last - 1] ?? 0) << 8) | (bytes[last] ?? 0);
}

function standsAt(bytes: Uint8Array, pattern: Buffer, start: number): boolean {
  if (start + pattern.length > bytes.length) return false;
  for (let index = 0; index < pattern.length; index++) {
    if (bytes[start + index] !== pattern[index]) return false;
  }
  return true;
}

function findEach(bytes: Uint8Array, pattern: Buffer, found: Range[]): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = buffer.indexOf(pattern); at >= 0; at = buffer.indexOf(pattern, at + 1)) {
    addRange(found, at, at + pattern.length);
  }
}

/** Adds a range; one that overlaps the newest only extends it, so that `aaaa...` does not make a range a byte. */
function addRange(found: Range[], start: number, end: number): void {
  const last = found.at(-1);
  if (last !== undefined && start >= last.start && start <= last.end) last.end = Math.max(last.end, end);
  else found.push({ start, end });
}
