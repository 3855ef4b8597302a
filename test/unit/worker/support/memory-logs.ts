import type { LogSink, StepLogRef, StepLogWriter } from '../../../../src/store/index.ts';

/** Keeps step logs in memory, by file name. */
export class MemoryLogs implements LogSink {
  readonly #chunks = new Map<string, Buffer[]>();
  readonly closed = new Set<string>();
  readonly #waiting: (() => void)[] = [];

  open(ref: StepLogRef): StepLogWriter {
    const chunks: Buffer[] = [];
    this.#chunks.set(ref.file, chunks);
    let lines = 0;
    return {
      append: (chunk, count) => {
        chunks.push(chunk);
        lines += count;
        for (const wake of this.#waiting.splice(0)) wake();
      },
      flush: () => Promise.resolve(),
      close: () => {
        this.closed.add(ref.file);
        return Promise.resolve({ lines, bytes: Buffer.concat(chunks).length });
      },
    };
  }

  /** The names of the logs, in the order they were opened. */
  get files(): string[] {
    return [...this.#chunks.keys()];
  }

  raw(file: string): Buffer {
    return Buffer.concat(this.#chunks.get(file) ?? []);
  }

  /** The lines of a log, without their times. */
  lines(file: string): string[] {
    return withoutTimes(this.raw(file));
  }

  /** The lines of all logs. */
  all(): string[] {
    return this.files.flatMap((file) => this.lines(file));
  }

  /** Resolves once some log has a line that contains `text`. */
  async untilLine(text: string): Promise<void> {
    while (!this.all().some((line) => line.includes(text))) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /;

/** The lines of a log's bytes; each must begin with a time. */
export function withoutTimes(bytes: Buffer): string[] {
  if (bytes.length === 0) return [];
  const lines = bytes.toString('utf8').split('\n');
  if (lines.pop() !== '') throw new Error('The log does not end with a line end.');
  return lines.map((line) => {
    if (!TIME.test(line)) throw new Error(`No time in front of ${JSON.stringify(line.slice(0, 100))}`);
    return line.replace(TIME, '');
  });
}
