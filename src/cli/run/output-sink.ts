import type { JobId } from '../../events/index.ts';
import type { LogSink, StepLogRef, StepLogWriter } from '../../store/index.ts';
import { splitLogLine } from '../terminal/step-line.ts';
import type { Reporter } from './reporter.ts';

/** Which step of which job attempt, by where its log would be. */
export interface StepPlace {
  readonly runNumber: number;
  /** The attempt's log folder. */
  readonly folder: string;
  readonly step: number;
}

/**
 * Takes steps' output and prints it instead of keeping it. Output may come before its `step_started` was read
 * back from the log; it waits for it, so that the lines of a step stand after its start.
 */
export class OutputSink implements LogSink {
  readonly #reporter: Reporter;
  readonly #started = new Map<string, JobId>();
  readonly #waiting = new Map<string, (job: JobId | null) => void>();
  #closed = false;

  constructor(reporter: Reporter) {
    this.#reporter = reporter;
  }

  /** `step_started` was read. */
  stepStarted(place: StepPlace, job: JobId): void {
    const key = keyOf(place);
    this.#started.set(key, job);
    this.#waiting.get(key)?.(job);
    this.#waiting.delete(key);
  }

  /** `step_completed` was read: its output is printed. */
  stepCompleted(place: StepPlace): void {
    this.#started.delete(keyOf(place));
  }

  /** Nothing more will be read: output that waits for its start is let go. */
  close(): void {
    this.#closed = true;
    for (const release of this.#waiting.values()) release(null);
    this.#waiting.clear();
  }

  open(ref: StepLogRef): StepLogWriter {
    const place = { runNumber: ref.runNumber, folder: ref.folder, step: Number.parseInt(ref.file, 10) };
    let lines = 0;
    let bytes = 0;
    let queue: Promise<void> = Promise.resolve();
    const print = async (chunk: Buffer): Promise<void> => {
      const job = await this.#jobOf(place);
      if (job === null) return;
      const texts = chunk.toString('utf8').split('\n');
      texts.pop();
      await this.#reporter.lines(texts.map((text) => ({ job, step: place.step, ...splitLogLine(text) })));
    };
    return {
      append(chunk, count) {
        lines += count;
        bytes += chunk.length;
        queue = queue.then(() => print(chunk));
        return queue;
      },
      flush: () => queue,
      close: async () => {
        await queue;
        return { lines, bytes };
      },
    };
  }

  async #jobOf(place: StepPlace): Promise<JobId | null> {
    const key = keyOf(place);
    const started = this.#started.get(key);
    if (started !== undefined || this.#closed) return started ?? null;
    return new Promise((resolve) => {
      this.#waiting.set(key, resolve);
    });
  }
}

function keyOf(place: StepPlace): string {
  return `${place.runNumber}/${place.folder}/${place.step}`;
}
