import { createReadStream, statSync } from 'node:fs';
import { type FileHandle, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { LogSink, StepLogRef, StepLogWriter } from '../step-log.ts';
import { LogFileError } from './errors.ts';
import type { LineMarks } from './line-marks.ts';
import { readLines, readNewestLines } from './line-range.ts';
import { DEFAULT_LOG_LIMIT_BYTES, type LogFilesOptions } from './options.ts';
import { runFolder, stepLogPath } from './paths.ts';
import type { LogMatches, LogRange, LogSize } from './readings.ts';
import { LogSearches, type LogSearchText } from './search/index.ts';
import { StepLogFile } from './step-log-file.ts';
import { nullIfMissing, openStoredLog, type StoredLog } from './stored-log.ts';
import { StoredLogCache } from './stored-log-cache.ts';

/** A log file that is written, with what has been written so far. */
export interface LogFileWriter extends StepLogWriter {
  /** Resolves when the file is open, and `visible` says what an earlier writer left. @throws LogFileError */
  opened(): Promise<void>;
  /** What readers can see so far: whole lines. */
  readonly visible: { readonly lines: number; readonly bytes: number };
}

/** A log opened for reading, as it is now. */
interface OpenLog extends LogSize {
  readonly file: FileHandle;
  readonly marks: LineMarks;
}

/** A log that has a writer and no file yet. */
interface UnmadeLog extends LogSize {
  readonly file: null;
}

/** The log files of all steps, below one folder (DESIGN, On disk). Every method throws LogPathError for a bad reference. */
export class LogFiles implements LogSink {
  readonly #root: string;
  readonly #options: Required<LogFilesOptions>;
  readonly #stored = new StoredLogCache();
  readonly #searches = new LogSearches();
  readonly #writers = new Map<string, StepLogFile>();
  readonly #listeners = new Map<string, Set<() => void>>();

  /** @param root the folder of the logs, absolute */
  constructor(root: string, options: LogFilesOptions = {}) {
    this.#root = root;
    this.#options = {
      limitBytes: options.limitBytes ?? DEFAULT_LOG_LIMIT_BYTES,
      cutOffLine: options.cutOffLine ?? 'ended',
      now: options.now ?? Date.now,
    };
  }

  /**
   * Begins a step's log, or goes on with it after what an earlier process left of it.
   * @throws LogFileError where it is being written already
   */
  open(ref: StepLogRef): LogFileWriter {
    const path = this.path(ref);
    if (this.#writers.has(path)) throw new LogFileError(`${path} is being written already.`);
    const writer = new StepLogFile(path, {
      ...this.#options,
      onVisible: () => this.#notify(path),
      onClosed: () => this.#writers.delete(path),
    });
    this.#writers.set(path, writer);
    return writer;
  }

  /**
   * Lines of a log by number; while it is being written those that have reached the file. One seek, however long it is.
   * @param range `from`: the first line wanted, from 0; `count`: how many
   * @returns null where there is no such log
   */
  async read(
    ref: StepLogRef,
    range: { readonly from: number; readonly count: number },
  ): Promise<LogRange | null> {
    const from = Math.max(0, Math.floor(range.from));
    return this.#reading(ref, async (log) => {
      const lines =
        log.file !== null && from < log.lines
          ? await readLines(log.file, log, from, Math.min(range.count, log.lines - from))
          : [];
      return { from, lines, total: log.lines, bytes: log.bytes, complete: log.complete };
    });
  }

  /**
   * The newest lines of a log: as many as fit both limits, whole ones only. One read, however long it is.
   * @param from the first line that may be given, from 0
   * @param most `lines` and `bytes` of them at most
   * @returns null where there is no such log
   */
  async newest(
    ref: StepLogRef,
    from: number,
    most: { readonly lines: number; readonly bytes: number },
  ): Promise<LogRange | null> {
    return this.#reading(ref, async (log) => {
      const wanted = Math.min(most.lines, log.lines - from);
      const lines =
        log.file === null || wanted < 1 ? [] : await readNewestLines(log.file, log, wanted, most.bytes);
      return {
        from: log.lines - lines.length,
        lines,
        total: log.lines,
        bytes: log.bytes,
        complete: log.complete,
      };
    });
  }

  /**
   * Finds the lines that hold a text: what a terminal shows of them, without the time in front.
   * @returns null where there is no such log
   * @throws LogSearchBusyError where too many are searched; what `signal` was aborted with
   */
  async search(ref: StepLogRef, wanted: LogSearchText, signal: AbortSignal): Promise<LogMatches | null> {
    const path = this.path(ref);
    const now = await this.#reading(ref, async ({ file, lines, bytes, complete }) => {
      const stats = await file?.stat();
      return { identity: `${path} ${stats?.ino} ${stats?.birthtimeMs}`, lines, bytes, complete };
    });
    if (now === null) return null;
    const { matches, searched } = await this.#searches.find(
      { ...now, open: () => this.#open(path) },
      wanted,
      signal,
    );
    return { matches, searched, lines: now.lines, bytes: now.bytes, complete: now.complete };
  }

  /** Bytes of a log so far; null where there is no such log. */
  async size(ref: StepLogRef): Promise<number | null> {
    const path = this.path(ref);
    const writer = this.#writers.get(path);
    if (writer !== undefined) return writer.visible.bytes;
    return (await stat(path).catch(nullIfMissing))?.size ?? null;
  }

  /** How much of a log there is; null where there is no such log. */
  async stat(ref: StepLogRef): Promise<LogSize | null> {
    const range = await this.read(ref, { from: 0, count: 0 });
    return range === null ? null : { lines: range.total, bytes: range.bytes, complete: range.complete };
  }

  /** The whole log as bytes, as far as it is now; null where there is no such log. */
  stream(ref: StepLogRef): Readable | null {
    const path = this.path(ref);
    const writer = this.#writers.get(path);
    const size = writer?.visible.bytes ?? statSync(path, { throwIfNoEntry: false })?.size;
    if (size === undefined) return null;
    return size === 0 ? Readable.from([]) : createReadStream(path, { end: size - 1 });
  }

  /**
   * Calls `listener` whenever there is more to read, and when the log is complete. It must be quick and not throw.
   * @returns how to stop
   */
  watch(ref: StepLogRef, listener: () => void): () => void {
    const path = this.path(ref);
    const listeners = this.#listeners.get(path) ?? new Set();
    this.#listeners.set(path, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(path) === listeners) this.#listeners.delete(path);
    };
  }

  /** The file of a step's log, absolute. */
  path(ref: StepLogRef): string {
    return stepLogPath(this.#root, ref);
  }

  /** The folder of a run's logs, absolute; `run.json` lies in it too. */
  runFolder(repository: string, runNumber: number): string {
    return runFolder(this.#root, repository, runNumber);
  }

  /** Removes the logs of a run, as far as there are any. */
  async remove(repository: string, runNumber: number): Promise<void> {
    await rm(this.runFolder(repository, runNumber), { recursive: true, force: true });
  }

  /** Lets `read` look at a log as it is now; null where there is no such log. The file is null where it is still to be made. */
  async #reading<Result>(
    ref: StepLogRef,
    read: (log: OpenLog | UnmadeLog) => Promise<Result>,
  ): Promise<Result | null> {
    const path = this.path(ref);
    const log = await this.#open(path);
    if (log === null) {
      return this.#writers.has(path) ? read({ file: null, lines: 0, bytes: 0, complete: false }) : null;
    }
    try {
      return await read(log);
    } finally {
      await log.file.close();
    }
  }

  async #open(path: string): Promise<OpenLog | null> {
    const writer = this.#writers.get(path);
    const file = await openStoredLog(path);
    if (file === null) return null;
    try {
      const { marks, lines, bytes } = writer?.visible ?? (await this.#storedLog(path, file));
      return { file, marks, lines, bytes, complete: writer === undefined };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async #storedLog(path: string, file: FileHandle): Promise<StoredLog> {
    const log = await this.#stored.read(path, file);
    // A line of which the rest is still to come is none yet.
    if (!log.cutOff || this.#options.cutOffLine === 'ended') return log;
    return { ...log, lines: log.marks.lines };
  }

  #notify(path: string): void {
    for (const listener of this.#listeners.get(path) ?? []) listener();
  }
}
