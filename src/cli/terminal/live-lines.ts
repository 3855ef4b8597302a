import { fitLine } from './fit-line.ts';
import type { Output } from './output.ts';

/**
 * A block of lines that is drawn over itself on a terminal. It shows only as many lines as the terminal is
 * high, because what has scrolled away cannot be drawn over, and cuts them to its width, so that each is one row.
 */
export class LiveLines {
  readonly #output: Output;
  #drawn = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  /** Replaces what was drawn last. */
  async draw(lines: readonly string[]): Promise<void> {
    const room = Math.max(1, this.#output.rows - 1);
    const hidden = lines.length - room;
    const shown = hidden > 0 ? [...lines.slice(0, room - 1), `... ${hidden + 1} more lines`] : lines;
    const rows = shown.map((line) => `${fitLine(line, this.#output.columns)}\n`);
    await this.#output.write(`${this.#clear()}${rows.join('')}`);
    this.#drawn = rows.length;
  }

  /** Draws for the last time, in full. */
  async finish(lines: readonly string[]): Promise<void> {
    await this.#output.write(`${this.#clear()}${lines.map((line) => `${line}\n`).join('')}`);
    this.#drawn = 0;
  }

  /** Cursor up to the block's first line, then everything below is erased (ECMA-48: CUU, ED). */
  #clear(): string {
    return this.#drawn === 0 ? '' : `\u001b[${this.#drawn}A\u001b[0J`;
  }
}
