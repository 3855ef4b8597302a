const PAGE_LINES = 65_536;
const WORD_LINES = 32;
const PAGE_BYTES = PAGE_LINES / 8;

interface Page {
  /** A bit for each line. */
  readonly words: Uint32Array;
  count: number;
}

/** A set of line numbers: a bit for each line, in pages that exist where there is something in them. */
export class LineSet {
  readonly #pages: (Page | undefined)[] = [];
  #size = 0;
  #bytes = 0;

  /** How many lines are in it. */
  get size(): number {
    return this.#size;
  }

  /** Bytes of memory. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Does nothing where the line is in it already. */
  add(line: number): void {
    const page = this.#pageFor(Math.floor(line / PAGE_LINES));
    const word = (line % PAGE_LINES) >>> 5;
    const before = page.words[word] ?? 0;
    const after = (before | (1 << (line % WORD_LINES))) >>> 0;
    if (after === before) return;
    page.words[word] = after;
    page.count += 1;
    this.#size += 1;
  }

  has(line: number): boolean {
    const word = this.#pages[Math.floor(line / PAGE_LINES)]?.words[(line % PAGE_LINES) >>> 5] ?? 0;
    return (word & (1 << (line % WORD_LINES))) !== 0;
  }

  /** How many lines before `line` are in it. */
  countBefore(line: number): number {
    const last = Math.floor(line / PAGE_LINES);
    let count = 0;
    for (const page of this.#pages.slice(0, last)) count += page?.count ?? 0;
    const words = this.#pages[last]?.words;
    if (words === undefined) return count;
    const within = line % PAGE_LINES;
    for (const word of words.subarray(0, within >>> 5)) count += bitsOf(word);
    return count + bitsOf((words[within >>> 5] ?? 0) & ((1 << (within % WORD_LINES)) - 1));
  }

  /** The next lines at or after `line`, in order, at most `count`. */
  after(line: number, count: number): number[] {
    const found: number[] = [];
    for (let at = line; found.length < count && at < this.#pages.length * PAGE_LINES; ) {
      const page = this.#pages[Math.floor(at / PAGE_LINES)];
      if (page === undefined) at += PAGE_LINES - (at % PAGE_LINES);
      else if ((page.words[(at % PAGE_LINES) >>> 5] ?? 0) === 0) at += WORD_LINES - (at % WORD_LINES);
      else {
        if (this.has(at)) found.push(at);
        at += 1;
      }
    }
    return found;
  }

  /** The lines at or before `line`, the nearest first, at most `count`. */
  before(line: number, count: number): number[] {
    const found: number[] = [];
    for (let at = Math.min(line, this.#pages.length * PAGE_LINES - 1); found.length < count && at >= 0; ) {
      const page = this.#pages[Math.floor(at / PAGE_LINES)];
      if (page === undefined) at -= (at % PAGE_LINES) + 1;
      else if ((page.words[(at % PAGE_LINES) >>> 5] ?? 0) === 0) at -= (at % WORD_LINES) + 1;
      else {
        if (this.has(at)) found.push(at);
        at -= 1;
      }
    }
    return found;
  }

  #pageFor(number: number): Page {
    const page = this.#pages[number] ?? { words: new Uint32Array(PAGE_LINES / WORD_LINES), count: 0 };
    if (this.#pages[number] === undefined) {
      this.#pages[number] = page;
      this.#bytes += PAGE_BYTES;
    }
    return page;
  }
}

/** How many bits of a 32-bit word are set: summed in pairs, fours and bytes. */
function bitsOf(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55_55_55_55);
  const fours = (pairs & 0x33_33_33_33) + ((pairs >>> 2) & 0x33_33_33_33);
  const bytes = (fours + (fours >>> 4)) & 0x0f_0f_0f_0f;
  return Math.imul(bytes, 0x01_01_01_01) >>> 24;
}
