import { constants } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StepLogWriter } from '../step-log.ts';
import { LogFileError } from './errors.ts';
import { countLines, LF, LineMarks, positionOfMark } from './line-marks.ts';
import { indexPath } from './paths.ts';
import { readStoredLog, removeCutOffLine } from './stored-log.ts';

/** Bytes given and not yet written above which a writer is asked to wait, and below which it may go on. */
const WAIT_ABOVE_BYTES = 4 * 1024 * 1024;
const GO_ON_BELOW_BYTES = 1024 * 1024;
/** The most that one write takes. */
const WRITE_BYTES = 1024 * 1024;
const WRITE_CHUNKS = 512;
/** Marks that wait before the index is written: it can be counted again, so it need not be fresh. */
const MARKS_PER_WRITE = 64;

interface Chunk {
  readonly bytes: Buffer;
  readonly lines: number;
}

/** What becomes of a last line without a line end, which a writer that was killed left. */
export type CutOffLine = 'ended' | 'removed';

export interface StepLogFileOptions {
  readonly cutOffLine: CutOffLine;
  /** Bytes after which no more output is kept. */
  readonly limitBytes: number;
  /** Milliseconds since 1970 UTC, for the line that says so. */
  readonly now: () => number;
  /** Called whenever readers can see more, and when the log is complete. Must not throw. */
  readonly onVisible: () => void;
  /** Called once when nothing more will be written. */
  readonly onClosed: () => void;
}

/**
 * A step's log file being written. One write runs at a time; what is given meanwhile goes with the next one, so a
 * single line is on its way at once and a flood becomes few large writes.
 */
export class StepLogFile implements StepLogWriter {
  readonly path: string;
  readonly #options: StepLogFileOptions;
  #file: FileHandle | undefined;
  /** Of what readers can see: whole lines that the system has taken. */
  #marks = new LineMarks();
  #marksWritten = 0;
  #queue: Chunk[] = [];
  #queuedBytes = 0;
  #writing: Promise<void> | null = null;
  #roomWaiters: (() => void)[] = [];
  #atLimit = false;
  #failure: LogFileError | null = null;
  #closing: Promise<{ readonly lines: number; readonly bytes: number }> | null = null;

  /** @param path the file; an existing one is continued */
  constructor(path: string, options: StepLogFileOptions) {
    this.path = path;
    this.#options = options;
  }

  /** What readers can see so far. */
  get visible(): { readonly marks: LineMarks; readonly lines: number; readonly bytes: number } {
    return { marks: this.#marks, lines: this.#marks.lines, bytes: this.#marks.bytes };
  }

  /** Resolves when the file is open, and `visible` says what an earlier writer left. @throws LogFileError */
  opened(): Promise<void> {
    this.#write();
    return this.flush();
  }

  append(chunk: Buffer, lines: number): void | Promise<void> {
    if (this.#closing !== null) throw new LogFileError(`${this.path} is closed.`);
    if (chunk.length === 0) return;
    if (chunk.at(-1) !== LF) throw new LogFileError(`${this.path}: a log takes whole lines only.`);
    if (this.#atLimit || this.#failure !== null) return;
    this.#queue.push({ bytes: chunk, lines });
    this.#queuedBytes += chunk.length;
    this.#write();
    if (this.#queuedBytes <= WAIT_ABOVE_BYTES) return;
    return new Promise((resolve) => {
      this.#roomWaiters.push(resolve);
    });
  }

  /** @throws LogFileError where something that was given is not in the file */
  async flush(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
    if (this.#failure !== null) throw this.#failure;
  }

  /** @throws LogFileError where something that was given is not in the file; it is closed all the same */
  close(): Promise<{ readonly lines: number; readonly bytes: number }> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<{ readonly lines: number; readonly bytes: number }> {
    try {
      // A step without output has an empty log, not none.
      this.#write();
      await this.flush();
      await this.#writeMarks();
      return { lines: this.#marks.lines, bytes: this.#marks.bytes };
    } finally {
      await this.#file?.close().catch(() => {});
      this.#options.onClosed();
      this.#options.onVisible();
    }
  }

  #write(): void {
    this.#writing ??= this.#writeQueue().finally(() => {
      this.#writing = null;
      // Something may have been given since the queue was found empty.
      if (this.#queue.length > 0) this.#write();
    });
  }

  async #writeQueue(): Promise<void> {
    try {
      this.#file ??= await this.#open();
      while (this.#queue.length > 0) {
        await this.#writeChunks(this.#file, this.#withinLimit(this.#takeBatch()));
        this.#options.onVisible();
        if (this.#queuedBytes < GO_ON_BELOW_BYTES) this.#letGoOn();
        if (this.#marks.count - this.#marksWritten >= MARKS_PER_WRITE) await this.#writeMarks();
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#failure = new LogFileError(`The log ${this.path} cannot be written: ${reason}.`, {
        cause: error,
      });
      this.#dropQueue();
    }
  }

  async #open(): Promise<FileHandle> {
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    const { O_RDWR, O_CREAT } = constants;
    const file = await open(this.path, O_RDWR | O_CREAT, 0o600);
    try {
      await this.#continue(file);
      return file;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Goes on after what an earlier writer left, whose last line may have no end. */
  async #continue(file: FileHandle): Promise<void> {
    if ((await file.stat()).size === 0) return;
    if (this.#options.cutOffLine === 'removed') await removeCutOffLine(file);
    const stored = await readStoredLog(this.path, file);
    this.#marks = stored.marks;
    this.#marksWritten = stored.marks.count;
    if (stored.cutOff) await this.#writeChunks(file, [{ bytes: Buffer.of(LF), lines: 1 }]);
  }

  async #writeChunks(file: FileHandle, chunks: readonly Chunk[]): Promise<void> {
    const buffers = chunks.map(({ bytes }) => bytes);
    await writeAll(file, buffers, this.#marks.bytes);
    for (const { bytes, lines } of chunks) this.#marks.add(bytes, lines);
  }

  /** The oldest chunks of the queue, at least one. */
  #takeBatch(): Chunk[] {
    let size = 0;
    let count = 0;
    for (const { bytes } of this.#queue) {
      if (count === WRITE_CHUNKS || (count > 0 && size + bytes.length > WRITE_BYTES)) break;
      size += bytes.length;
      count += 1;
    }
    this.#queuedBytes -= size;
    return this.#queue.splice(0, count);
  }

  /** What of a batch the limit allows, with the line that says where it ends. */
  #withinLimit(batch: readonly Chunk[]): Chunk[] {
    const kept: Chunk[] = [];
    let room = this.#options.limitBytes - this.#marks.bytes;
    for (const chunk of batch) {
      if (chunk.bytes.length > room) {
        this.#atLimit = true;
        this.#dropQueue();
        return [...kept, ...wholeLines(chunk.bytes, room), this.#limitLine()];
      }
      kept.push(chunk);
      room -= chunk.bytes.length;
    }
    return kept;
  }

  #limitLine(): Chunk {
    const time = new Date(this.#options.now()).toISOString();
    const text = `##[warning]This log has reached its limit of ${this.#options.limitBytes} bytes; what the step printed after this line was not kept.`;
    return { bytes: Buffer.from(`${time} ${text}\n`), lines: 1 };
  }

  /** The index is a help for readers, who count where it is missing: that it cannot be written fails no step. */
  async #writeMarks(): Promise<void> {
    const first = this.#marksWritten;
    const encoded = this.#marks.encode(first);
    this.#marksWritten = this.#marks.count;
    try {
      const file = await open(indexPath(this.path), constants.O_WRONLY | constants.O_CREAT, 0o600);
      try {
        await writeAll(file, [encoded], positionOfMark(first));
      } finally {
        await file.close();
      }
    } catch {
      // The next reader writes it anew.
    }
  }

  #letGoOn(): void {
    const waiters = this.#roomWaiters;
    this.#roomWaiters = [];
    for (const resolve of waiters) resolve();
  }

  #dropQueue(): void {
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#letGoOn();
  }
}

function wholeLines(bytes: Buffer, room: number): Chunk[] {
  const end = room > 0 ? bytes.lastIndexOf(LF, room - 1) + 1 : 0;
  const whole = bytes.subarray(0, end);
  return end > 0 ? [{ bytes: whole, lines: countLines(whole) }] : [];
}

async function writeAll(file: FileHandle, buffers: readonly Buffer[], position: number): Promise<void> {
  const total = buffers.reduce((sum, { length }) => sum + length, 0);
  let { bytesWritten } = await file.writev(buffers, position);
  if (bytesWritten === total) return;
  // The disk took a part, which it does when it is nearly full.
  const rest = Buffer.concat(buffers, total);
  while (bytesWritten < total) {
    const next = await file.write(rest, bytesWritten, total - bytesWritten, position + bytesWritten);
    bytesWritten += next.bytesWritten;
  }
}
