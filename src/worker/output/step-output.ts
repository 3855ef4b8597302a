import { isUtf8 } from 'node:buffer';

import type { StepLogWriter } from '../../store/index.ts';
import { type Masks, type Range, merge, replaceRanges } from './masks.ts';

/** Bytes of a line after which it goes on in the next one. */
export const LINE_LIMIT = 1024 * 1024;
/** What stands in front of a line that continues the one before. */
const CONTINUED = '...';
/** Output is handled in pieces of this size, so that one call never takes long. */
const PIECE = 256 * 1024;
const LF = 0x0a;
const CR = 0x0d;
/** A line that may be a workflow command: `::name::` or `##[name]`, blanks in front allowed. */
const COMMAND_LINE = /(?:^|\n)[ \t]*(?:::|##\[)/;
const COMMAND_START = /^[ \t]*(?:::|##\[)/;

/**
 * Reads one line that may be a workflow command and says what the log shows instead: null for the line as it
 * is, otherwise any number of lines.
 */
export type CommandReader = (line: string, logLine: number) => readonly string[] | null;

export interface StepOutputOptions {
  readonly writer: StepLogWriter;
  readonly masks: Masks;
  /** Milliseconds since 1970, for the time in front of each line. */
  readonly now: () => number;
}

/**
 * Turns what a step prints into lines of its log: valid UTF-8, at most 1 MiB long, masked, with the time in
 * front. Bytes are handled as Latin-1 strings where that is faster (one character is one byte). What a line
 * becomes does not depend on how the bytes were cut into chunks.
 */
export class StepOutput {
  readonly #writer: StepLogWriter;
  readonly #masks: Masks;
  readonly #now: () => number;
  /** Called for lines that look like a command; null: none is read. */
  commands: CommandReader | null = null;
  #lines = 0;
  /** The unfinished line. */
  #held: Buffer[] = [];
  #heldBytes = 0;
  /** Whether the unfinished line continues one that was cut. */
  #continues = false;
  /** The first bytes of the unfinished line that belong to a value masked at the end of the line before. */
  #maskedUntil = 0;

  constructor(options: StepOutputOptions) {
    this.#writer = options.writer;
    this.#masks = options.masks;
    this.#now = options.now;
  }

  /** How many lines the log has so far. */
  get lines(): number {
    return this.#lines;
  }

  /** Takes bytes of the step's processes. A promise asks to wait before the next call. */
  write(chunk: Buffer): void | Promise<void> {
    if (chunk.length <= PIECE) return this.#take(chunk);
    return this.#takePieces(chunk);
  }

  /** Adds a line (or several) of the worker's own: masked, never read as a command. */
  print(text: string): void | Promise<void> {
    return this.#emit(Buffer.from(`${text}\n`, 'utf8'));
  }

  /** The last line, if no line end came, is a line all the same. */
  end(): void | Promise<void> {
    if (this.#heldBytes === 0) return undefined;
    return this.#take(Buffer.of(LF));
  }

  /** Ends the last line and closes the log. */
  async close(): Promise<{ readonly lines: number; readonly bytes: number }> {
    await this.end();
    return this.#writer.close();
  }

  async #takePieces(chunk: Buffer): Promise<void> {
    for (let from = 0; from < chunk.length; from += PIECE) {
      await this.#take(chunk.subarray(from, from + PIECE));
    }
  }

  #take(chunk: Buffer): void | Promise<void> {
    const end = chunk.lastIndexOf(LF) + 1;
    if (end === 0) {
      this.#hold(chunk);
      return this.#emitLongLine(false);
    }
    let whole = chunk.subarray(0, end);
    let waiting: void | Promise<void> = undefined;
    if (this.#heldBytes > 0) {
      const first = chunk.indexOf(LF) + 1;
      if (this.#continues || this.#heldBytes + first > LINE_LIMIT) {
        this.#hold(chunk.subarray(0, first));
        waiting = this.#emitLongLine(true);
        whole = chunk.subarray(first, end);
      } else {
        whole = Buffer.concat([...this.#held, whole]);
        this.#release();
      }
    }
    if (whole.length > 0) waiting = both(waiting, this.#lineByLine(whole));
    if (end < chunk.length) this.#hold(chunk.subarray(end));
    return waiting;
  }

  /** The bytes are the caller's, who may use the buffer again. */
  #hold(bytes: Buffer): void {
    this.#held.push(Buffer.from(bytes));
    this.#heldBytes += bytes.length;
  }

  #release(): void {
    this.#held = [];
    this.#heldBytes = 0;
  }

  /**
   * Cuts the unfinished line while it is too long. A cut is made only when every masked value that begins
   * before it can be seen whole; what is left of one is masked at the start of the next line.
   * @param complete whether the line's end is there
   */
  #emitLongLine(complete: boolean): void | Promise<void> {
    const ahead = LINE_LIMIT + Math.max(2, this.#masks.longest);
    if (!complete && this.#heldBytes < ahead) return undefined;
    let line = Buffer.concat(this.#held);
    this.#release();
    if (complete) line = line.subarray(0, line.at(-2) === CR ? -2 : -1);
    let waiting: void | Promise<void> = undefined;
    while (complete ? line.length > LINE_LIMIT : line.length >= ahead) {
      const cut = characterStart(line, LINE_LIMIT);
      waiting = both(waiting, this.#emitPiece(line, cut));
      line = line.subarray(cut);
    }
    if (!complete) this.#hold(line);
    else {
      waiting = both(waiting, this.#emitPiece(line, line.length));
      this.#continues = false;
      this.#maskedUntil = 0;
    }
    return waiting;
  }

  /** Emits the first `cut` bytes of a long line. */
  #emitPiece(line: Buffer, cut: number): void | Promise<void> {
    const found: Range[] = [{ start: 0, end: this.#maskedUntil }];
    let reach = this.#maskedUntil;
    for (const range of this.#masks.find(line.subarray(0, cut + this.#masks.longest))) {
      if (range.start >= cut) break;
      reach = Math.max(reach, range.end);
      found.push({ start: range.start, end: Math.min(range.end, cut) });
    }
    const ranges = merge(found).filter((range) => range.end > range.start);
    const piece = replaceRanges(
      line.subarray(0, cut),
      ranges.map((range) => ({ ...range, end: Math.min(range.end, cut) })),
    );
    const front = this.#continues ? CONTINUED : '';
    this.#continues = true;
    this.#maskedUntil = Math.max(0, reach - cut);
    return this.#writeLines(Buffer.concat([Buffer.from(front), piece, Buffer.of(LF)]));
  }

  /** Emits whole lines, none over the limit but possibly the worker's; commands among them are read in their order. */
  #lineByLine(lines: Buffer): void | Promise<void> {
    const read = this.commands;
    if (read === null || !(lines.includes('::') || lines.includes('##['))) return this.#emit(lines);
    if (!COMMAND_LINE.test(lines.toString('latin1', 0, lines.length))) return this.#emit(lines);
    let waiting: void | Promise<void> = undefined;
    let plainFrom = 0;
    for (let from = 0; from < lines.length; ) {
      const next = lines.indexOf(LF, from) + 1;
      if (COMMAND_START.test(lines.toString('latin1', from, Math.min(next, from + 256)))) {
        if (plainFrom < from) waiting = both(waiting, this.#emit(lines.subarray(plainFrom, from)));
        const text = lines.toString('utf8', from, next - 1);
        const shown = read(text.endsWith('\r') ? text.slice(0, -1) : text, this.#lines);
        if (shown === null) waiting = both(waiting, this.#emit(lines.subarray(from, next)));
        else if (shown.length > 0) waiting = both(waiting, this.print(shown.join('\n')));
        plainFrom = next;
      }
      from = next;
    }
    if (plainFrom < lines.length) waiting = both(waiting, this.#emit(lines.subarray(plainFrom)));
    return waiting;
  }

  /** Masks whole lines and writes them. */
  #emit(lines: Buffer): void | Promise<void> {
    const found = this.#masks.find(lines);
    return this.#writeLines(found.length === 0 ? lines : replaceRanges(lines, found));
  }

  #writeLines(lines: Buffer): void | Promise<void> {
    const valid = isUtf8(lines) ? lines : Buffer.from(lines.toString('utf8'), 'utf8');
    let text = valid.toString('latin1', 0, valid.length - 1);
    if (text.includes('\r')) text = `${text}\n`.replaceAll('\r\n', '\n').slice(0, -1);
    const time = `${new Date(this.#now()).toISOString()} `;
    const bytes = Buffer.from(`${time}${text.replaceAll('\n', `\n${time}`)}\n`, 'latin1');
    // Every line became longer by the time, whose length is fixed: cheaper than counting line ends.
    const count = (bytes.length - text.length - 1) / time.length;
    this.#lines += count;
    return this.#writer.append(bytes, count);
  }
}

/** The start of the UTF-8 character that the byte at `index` belongs to, or `index` where there is none near. */
function characterStart(bytes: Buffer, index: number): number {
  for (let start = index; start > index - 4; start--) {
    if (((bytes[start] ?? 0) & 0xc0) !== 0x80) return start;
  }
  return index;
}

/** One promise for two waits, where there is any. */
function both(first: void | Promise<void>, second: void | Promise<void>): void | Promise<void> {
  if (first === undefined) return second;
  if (second === undefined) return first;
  return Promise.all([first, second]).then(() => undefined);
}
