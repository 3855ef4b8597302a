import type { LogFiles, LogFileWriter, StepLogRef } from '../../store/index.ts';

/** A log file while somebody has its turn. */
export interface OpenLog {
  /** Bytes that it has, and those given and still on their way to it. */
  readonly length: number;
  /** Adds whole lines. A promise asks to wait before more is given. */
  append(bytes: Buffer): void | Promise<void>;
}

/** A log by its path: a turn follows on another. */
interface Slot {
  writer: LogFileWriter | null;
  length: number;
  /** Turns that run or wait. */
  turns: number;
  last: Promise<unknown>;
}

const LF = 0x0a;

/** The log files that output arrives for. As many as are written to lately stay open, for there may be thousands. */
export class OpenLogs {
  readonly #files: LogFiles;
  readonly #most: number;
  /** By path, the most recently used last. */
  readonly #slots = new Map<string, Slot>();

  /** @param most files that stay open without being used */
  constructor(files: LogFiles, most: number) {
    this.#files = files;
    this.#most = most;
  }

  /** Whether a log is open, and so was found to be wanted. */
  isOpen(path: string): boolean {
    return this.#slots.get(path)?.writer != null;
  }

  /**
   * Runs `work` on a log, nothing else of this object meanwhile; resolves when all it added was handed to the system
   * and can be read.
   * @throws LogPathError; LogFileError where the file cannot be written: what is in it then is seen at the next use
   */
  use<Result>(ref: StepLogRef, work: (log: OpenLog) => Promise<Result>): Promise<Result> {
    return this.#turn(this.#files.path(ref), async (slot) => {
      try {
        const writer = await this.#open(slot, ref);
        const result = await work({
          get length() {
            return slot.length;
          },
          append: (bytes) => {
            slot.length += bytes.length;
            return writer.append(bytes, countLines(bytes));
          },
        });
        await writer.flush();
        return result;
      } catch (error) {
        await closeSlot(slot).catch(() => undefined);
        throw error;
      }
    });
  }

  /** Closes all files, each after the turns that wait for it. */
  async close(): Promise<void> {
    await Promise.all([...this.#slots.keys()].map((path) => this.#turn(path, closeSlot)));
  }

  async #open(slot: Slot, ref: StepLogRef): Promise<LogFileWriter> {
    if (slot.writer !== null) return slot.writer;
    slot.writer = this.#files.open(ref);
    await slot.writer.opened();
    slot.length = slot.writer.visible.bytes;
    return slot.writer;
  }

  #turn<Result>(path: string, action: (slot: Slot) => Promise<Result>): Promise<Result> {
    const slot = this.#slots.get(path) ?? { writer: null, length: 0, turns: 0, last: Promise.resolve() };
    this.#slots.delete(path);
    this.#slots.set(path, slot);
    slot.turns += 1;
    const result = slot.last.then(() => action(slot));
    slot.last = result
      .catch(() => undefined)
      .finally(() => {
        slot.turns -= 1;
        if (slot.turns === 0 && slot.writer === null) this.#slots.delete(path);
        this.#shrink();
      });
    return result;
  }

  /** Closes the file that was not used for the longest time, where there are too many. */
  #shrink(): void {
    if (this.#slots.size <= this.#most) return;
    for (const [path, { turns }] of this.#slots) {
      if (turns > 0) continue;
      // Only its index can fail to be written now, and that is made again.
      this.#turn(path, closeSlot).catch(() => undefined);
      return;
    }
  }
}

async function closeSlot(slot: Slot): Promise<void> {
  const { writer } = slot;
  try {
    await writer?.close();
  } finally {
    slot.writer = null;
  }
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) lines += 1;
  return lines;
}
