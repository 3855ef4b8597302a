import type { Logger } from 'pino';
import type { RunbookEvent } from '../events/index.ts';
import { BackOff } from '../log/index.ts';
import type { RunFileMark, RunFiles, RunIndex } from '../store/index.ts';

/** Runs that are looked up at a time. */
const BATCH = 20;
/** After so many failures the others wait for the next try: the disk takes nothing now. */
const MOST_FAILURES = 20;
/** Milliseconds between tries after a failure: doubled from the first to the longest. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** Milliseconds that the files still missing may take at the end; the rest is written at the next start. */
const LAST_LOOK_MS = 5_000;

/** What writes the files of finished runs works on. */
export interface RunFileWriterOptions {
  readonly index: RunIndex;
  readonly files: Pick<RunFiles, 'write' | 'remove'>;
  /** Resolves when the index has read what was in the log at the start. */
  readonly caughtUp: Promise<void>;
  readonly logger: Logger;
  /** Milliseconds before a failed file is tried again the first time. Default: 1000. */
  readonly firstPauseMs?: number;
}

/** A running writer. */
export interface RunFileWriter {
  /** Writes what is missing, as far as that is quick, and ends. The index must not close before. */
  stop(): Promise<void>;
}

/**
 * Writes the `run.json` of every run that is over, one at a time and behind the projection, which does not wait
 * for it. What there is to write stands in the index, so nothing is forgotten: neither by a crash nor where the
 * disk is full, which is said and tried again.
 */
export function startRunFileWriter(options: RunFileWriterOptions): RunFileWriter {
  const writer = new Writer(options);
  const ended = writer.run();
  return {
    stop: async () => {
      writer.end();
      await ended;
    },
  };
}

class Writer {
  readonly #options: RunFileWriterOptions;
  readonly #stopListening: () => void;
  #ended = false;
  /** Whether there may be something to write that was not looked for yet. */
  #news = true;
  #wake: () => void = () => undefined;
  /** The run after which to look on: after a failed try the others have their turn first. */
  #after = 0;

  constructor(options: RunFileWriterOptions) {
    this.#options = options;
    this.#stopListening = options.index.onProjected((events) => {
      if (!events.some(({ event, counted }) => counted && endsRun(event))) return;
      this.#news = true;
      this.#wake();
    });
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async run(): Promise<void> {
    const { caughtUp, firstPauseMs = FIRST_PAUSE_MS } = this.#options;
    const backOff = new BackOff(firstPauseMs, LONGEST_PAUSE_MS);
    // Where the log cannot be read others say so, and there is nothing new to write.
    await caughtUp.catch(() => this.end());
    while (!this.#ended) {
      const result = await this.#look(Number.POSITIVE_INFINITY).catch((error: unknown) =>
        this.#failed([error]),
      );
      if (result === 'failed') {
        await this.#rest(backOff.next());
      } else {
        backOff.reset();
        if (result === 'done') await this.#untilNews();
      }
    }
    this.#stopListening();
    await this.#look(performance.now() + LAST_LOOK_MS).catch((error: unknown) => this.#failed([error]));
  }

  /** Resolves when something happened, or after so many milliseconds. */
  async #wait(limitMs: number | null): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (limitMs !== null) timer = setTimeout(resolve, limitMs);
    });
    clearTimeout(timer);
  }

  async #untilNews(): Promise<void> {
    while (!this.#news && !this.#ended) await this.#wait(null);
  }

  /** Resolves after so many milliseconds, whatever is new meanwhile, or at the end. */
  async #rest(milliseconds: number): Promise<void> {
    const until = performance.now() + milliseconds;
    for (let left = milliseconds; left > 0 && !this.#ended; left = until - performance.now()) {
      await this.#wait(left);
    }
  }

  /**
   * Writes what is missing until `deadline` (of `performance.now()`). `rest`: there was more before where it began.
   */
  async #look(deadline: number): Promise<'done' | 'rest' | 'failed'> {
    const { index } = this.#options;
    const fromStart = this.#after === 0;
    const errors: unknown[] = [];
    const isOver = (): boolean => errors.length >= MOST_FAILURES || performance.now() > deadline;
    this.#news = false;
    for (let isLast = false; !isLast && !isOver(); ) {
      const marks = index.runFiles.unwritten(this.#after, BATCH);
      for (const mark of marks) {
        if (isOver()) break;
        this.#after = mark.run;
        await this.#write(mark).catch((error: unknown) => errors.push(error));
      }
      isLast = marks.length < BATCH;
      if (isLast && !isOver()) this.#after = 0;
    }
    if (errors.length > 0) return this.#failed(errors);
    return fromStart ? 'done' : 'rest';
  }

  #failed(errors: readonly unknown[]): 'failed' {
    const { logger } = this.#options;
    logger.error({ err: errors[0], runs: errors.length }, 'run.json cannot be written; it is tried again');
    return 'failed';
  }

  async #write(mark: RunFileMark): Promise<void> {
    const { index, files } = this.#options;
    const run = index.runs.get(mark.run);
    const content = index.documents.of(mark.run, mark.upTo);
    if (run === null || content === null) {
      index.runFiles.reopen(mark.run);
      return;
    }
    await files.write(run.repository, run.number, content);
    // Removed meanwhile, as too old: its file would be all that is left of it.
    if (!index.runFiles.written(mark) && index.runs.get(mark.run) === null) {
      await files.remove(run.repository, run.number);
    }
  }
}

function endsRun({ type }: RunbookEvent): boolean {
  return type === 'run_completed' || type === 'workflow_rejected' || type === 'delivery_failed';
}
