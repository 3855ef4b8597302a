import { LogFileError } from './errors.ts';

/** Every how many lines a mark is set. */
export const LINES_PER_MARK = 1_000;
const BYTES_PER_MARK = 8;
/** The byte that ends a line. */
export const LF = 0x0a;

/**
 * The byte offsets of lines 0, 1000, 2000 ... of a log (counted from 0): what an `.idx` file holds. A mark is set
 * as soon as the line before it has ended, so the last one may be the end of the log.
 */
export class LineMarks {
  readonly #offsets: number[];
  #lines: number;
  #bytes: number;

  /** @param offsets the marks already known, at least that of line 0 */
  constructor(offsets: readonly number[] = [0]) {
    this.#offsets = [...offsets];
    this.#lines = (offsets.length - 1) * LINES_PER_MARK;
    this.#bytes = offsets.at(-1) ?? 0;
  }

  /** Line ends seen. */
  get lines(): number {
    return this.#lines;
  }

  /** Bytes seen. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many marks there are. */
  get count(): number {
    return this.#offsets.length;
  }

  /** The last mark at or before `line` that lies in the first `bytes` bytes: where to begin reading. */
  before(line: number): { readonly line: number; readonly offset: number } {
    const mark = Math.min(Math.floor(line / LINES_PER_MARK), this.#offsets.length - 1);
    return { line: mark * LINES_PER_MARK, offset: this.#offsets[mark] ?? 0 };
  }

  /** The last mark after the byte `offset` and not after the byte `limit`; null where there is none. */
  lastIn(offset: number, limit: number): { readonly line: number; readonly offset: number } | null {
    let least = 0;
    let most = this.#offsets.length;
    while (least < most) {
      const middle = (least + most) >>> 1;
      if ((this.#offsets[middle] ?? 0) <= limit) least = middle + 1;
      else most = middle;
    }
    const found = this.#offsets[least - 1] ?? 0;
    return found > offset ? { line: (least - 1) * LINES_PER_MARK, offset: found } : null;
  }

  /**
   * Goes on over `chunk`, which follows on what was seen.
   * @param lines how many line ends `chunk` has
   * @throws LogFileError where it has fewer
   */
  add(chunk: Buffer, lines: number): void {
    let next = this.#offsets.length * LINES_PER_MARK;
    while (next <= this.#lines + lines) {
      this.#offsets.push(this.#bytes + endOfLine(chunk, next - this.#lines, lines));
      next += LINES_PER_MARK;
    }
    this.#lines += lines;
    this.#bytes += chunk.length;
  }

  /** The marks from number `first` on, as in the file. */
  encode(first: number): Buffer {
    const encoded = Buffer.alloc((this.#offsets.length - first) * BYTES_PER_MARK);
    for (let mark = first; mark < this.#offsets.length; mark++) {
      encoded.writeBigUInt64LE(BigInt(this.#offsets[mark] ?? 0), (mark - first) * BYTES_PER_MARK);
    }
    return encoded;
  }
}

/** The marks in the bytes of an `.idx` file; a last one that is cut off is left out. */
export function decodeMarks(encoded: Buffer): number[] {
  return Array.from({ length: Math.floor(encoded.length / BYTES_PER_MARK) }, (_, mark) =>
    Number(encoded.readBigUInt64LE(mark * BYTES_PER_MARK)),
  );
}

/** Where mark number `mark` begins in an `.idx` file. */
export function positionOfMark(mark: number): number {
  return mark * BYTES_PER_MARK;
}

/** How many line ends a chunk has. */
export function countLines(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, at + 1)) lines += 1;
  return lines;
}

/** The offset after line end number `wanted` (from 1) of the `lines` that a chunk has, sought from the nearer side. */
function endOfLine(chunk: Buffer, wanted: number, lines: number): number {
  let at = -1;
  if (wanted <= lines / 2) {
    for (let seen = 0; seen < wanted; seen++) at = found(chunk.indexOf(LF, at + 1));
  } else {
    at = chunk.length;
    // A position before the first byte would count from the end.
    for (let seen = lines; seen >= wanted; seen--) at = found(at === 0 ? -1 : chunk.lastIndexOf(LF, at - 1));
  }
  return at + 1;
}

function found(at: number): number {
  if (at === -1) throw new LogFileError('A chunk of a log has fewer lines than its writer said.');
  return at;
}
