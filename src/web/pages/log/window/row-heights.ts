/** Where the rows of a log lie, in pixels from its first. */
export interface RowHeights {
  readonly count: number;
  /** Of all rows. */
  readonly total: number;
  /** The upper edge of a row; of the row behind the last one: the end. */
  top(row: number): number;
  /** The row that a pixel lies in; the first or last one for a pixel outside. */
  rowAt(pixel: number): number;
}

/** Rows that are all alike, however many. */
export class EqualHeights implements RowHeights {
  readonly count: number;
  readonly #height: number;

  /** @param height of a row, in pixels */
  constructor(count: number, height: number) {
    this.count = count;
    this.#height = height;
  }

  get total(): number {
    return this.count * this.#height;
  }

  top(row: number): number {
    return row * this.#height;
  }

  rowAt(pixel: number): number {
    return Math.max(0, Math.min(this.count - 1, Math.floor(pixel / this.#height)));
  }
}

/**
 * Rows that each have a height of their own, which becomes known when they are seen. Sums are kept in a binary indexed
 * tree (Fenwick): a change and a look-up take a logarithmic number of steps.
 */
export class MeasuredHeights implements RowHeights {
  readonly count: number;
  readonly #heights: Float64Array;
  /** At `i`, from 1: the sum of the last `i & -i` rows up to it. */
  readonly #sums: Float64Array;

  /** @param guesses the height of each row as long as it was not measured, in pixels */
  constructor(guesses: Float64Array) {
    this.count = guesses.length;
    this.#heights = guesses;
    this.#sums = new Float64Array(this.count + 1);
    for (let at = 1; at <= this.count; at++) {
      this.#sums[at] = this.#sum(at) + this.#height(at - 1);
      const next = at + (at & -at);
      if (next <= this.count) this.#sums[next] = this.#sum(next) + this.#sum(at);
    }
  }

  get total(): number {
    return this.top(this.count);
  }

  top(row: number): number {
    let sum = 0;
    for (let at = Math.min(row, this.count); at > 0; at -= at & -at) sum += this.#sum(at);
    return sum;
  }

  rowAt(pixel: number): number {
    let row = 0;
    let left = pixel;
    for (let size = 2 ** Math.floor(Math.log2(Math.max(1, this.count))); size >= 1; size /= 2) {
      const next = row + size;
      if (next > this.count || this.#sum(next) > left) continue;
      row = next;
      left -= this.#sum(next);
    }
    return Math.max(0, Math.min(this.count - 1, row));
  }

  /** Whether a row was measured to be of another height than is known. */
  isNews(row: number, height: number): boolean {
    return row >= 0 && row < this.count && Math.abs(height - this.#height(row)) >= 0.5;
  }

  /** Keeps what a row was measured to be. */
  setMeasured(row: number, height: number): void {
    if (!this.isNews(row, height)) return;
    const more = height - this.#height(row);
    this.#heights[row] = height;
    for (let at = row + 1; at <= this.count; at += at & -at) this.#sums[at] = this.#sum(at) + more;
  }

  #sum(at: number): number {
    return this.#sums[at] ?? 0;
  }

  #height(row: number): number {
    return this.#heights[row] ?? 0;
  }
}
