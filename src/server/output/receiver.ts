import type { StepOutput } from '../../events/index.ts';
import type { LogRecord } from '../../log/index.ts';
import { type CompletedLog, DEFAULT_LOG_LIMIT_BYTES } from '../../store/index.ts';
import { Arrivals } from './arrivals.ts';
import { newCounters } from './counters.ts';
import type { ReceivedOutput } from './gap.ts';
import { Inquiries } from './inquiry.ts';
import { LogEnds } from './log-ends.ts';
import { OpenLogs } from './open-logs.ts';
import type { OutputReceiver, OutputReceiverOptions } from './options.ts';
import { PATIENCE } from './patience.ts';
import { OutputReader } from './reader.ts';
import { sortBatch } from './sorting.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const OPEN_LOGS = 256;
/** The longest log taken: a worker's limit and the line that says so. */
const MOST_LOG_BYTES = DEFAULT_LOG_LIMIT_BYTES + 64 * 1024;
const HELD_OF_STEP_BYTES = 8 * 1024 * 1024;
const HELD_BYTES = 64 * 1024 * 1024;
/** Steps of one batch whose files are written at the same time. */
const STEPS_AT_ONCE = 64;

/** Begins to write the output of all jobs to this server's log files. */
export function startOutputReceiver(options: OutputReceiverOptions): OutputReceiver {
  const receiver = new Receiver(options);
  receiver.start();
  return receiver;
}

class Receiver implements OutputReceiver {
  readonly counters = newCounters();
  readonly #options: OutputReceiverOptions;
  readonly #now: () => number;
  readonly #logs: OpenLogs;
  readonly #inquiries: Inquiries;
  readonly #arrivals: Arrivals;
  readonly #ends: LogEnds;
  readonly #reader: OutputReader;
  readonly #listeners = new Set<() => void>();
  #stopProjected: () => void = () => undefined;
  #indexCaughtUp = false;

  constructor(options: OutputReceiverOptions) {
    const { log, index, logs: files, logger, now = Date.now } = options;
    const { counters } = this;
    const patience = { ...PATIENCE, ...options.patience };
    this.#options = options;
    this.#now = now;
    this.#logs = new OpenLogs(files, options.openLogs ?? OPEN_LOGS);
    const isReading = (): boolean => this.#reader.isReading;
    const inquiries = new Inquiries({ log, patience, counters, logger, now, isReading });
    this.#inquiries = inquiries;
    this.#arrivals = new Arrivals({
      logs: this.#logs,
      inquiries,
      counters,
      logger,
      now,
      heldOfStepBytes: options.heldOfStepBytes ?? HELD_OF_STEP_BYTES,
      heldBytes: options.heldBytes ?? HELD_BYTES,
      onGrown: (path, bytes) => this.#ends.onGrown(path, bytes),
      onReadAgain: () => this.#reader.readAgain(),
    });
    this.#ends = new LogEnds({
      index,
      files,
      lengthOf: (ref) => this.#lengthOf(ref),
      inquiries,
      counters,
      logger,
      now,
      graceMs: patience.graceMs,
      onSettled: () => {
        for (const listener of this.#listeners) listener();
      },
    });
    this.#reader = new OutputReader({
      log,
      from: () => index.output.positions(),
      forget: () => index.output.forgetPositions(),
      onRecords: (records) => this.#take(records),
      onCaughtUp: () => this.#ends.begin(),
      logger,
    });
  }

  get problem(): string | null {
    return this.#reader.problem;
  }

  start(): void {
    const { index, indexCaughtUp } = this.#options;
    this.#stopProjected = index.onProjected((events) => this.#ends.onProjected(events));
    indexCaughtUp.then(
      () => (this.#indexCaughtUp = true),
      // Then it is not known what was removed.
      () => undefined,
    );
    this.#reader.start();
  }

  awaits(log: CompletedLog): boolean {
    return this.#ends.awaits(log);
  }

  onSettled(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.#stopProjected();
    await this.#reader.stop();
    await this.#ends.stop();
    await this.#arrivals.stop();
    this.#inquiries.endAll();
    await this.#logs.close();
  }

  /** One batch: resolves when its output is in the files, and it is noted that it is. */
  async #take(records: readonly LogRecord[]): Promise<void> {
    const { steps, reached, failure } = sortBatch(records, {
      files: this.#options.logs,
      counters: this.counters,
      logger: this.#options.logger,
      mostLogBytes: this.#options.mostLogBytes ?? MOST_LOG_BYTES,
      isUnwanted: (record, path, output) => this.#isUnwanted(record, path, output),
    });
    await this.#write([...steps]);
    for (const { partition, offset, timestamp } of reached.values()) {
      const next = offset + 1;
      const unread = this.#arrivals.unread(partition) ?? next;
      this.#options.index.output.savePosition(partition, Math.min(next, unread));
      this.#inquiries.readTo(partition, timestamp);
    }
    if (failure !== null) throw failure;
  }

  /** @throws LogFileError where a file could not be written */
  async #write(steps: (readonly [path: string, records: readonly ReceivedOutput[]])[]): Promise<void> {
    while (steps.length > 0) {
      const some = steps.splice(0, STEPS_AT_ONCE);
      const results = await Promise.allSettled(
        some.map(([path, records]) => this.#arrivals.take(path, records)),
      );
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    }
  }

  /** Without making a file where there is none. */
  async #lengthOf(ref: CompletedLog): Promise<number> {
    const size = (await this.#options.logs.size(ref)) ?? 0;
    return size === 0 ? 0 : this.#logs.use(ref, async ({ length }) => length);
  }

  /** Output of a run that was removed must not make its folder again. */
  #isUnwanted(record: LogRecord, path: string, { run }: StepOutput): boolean {
    const { keepDays, index } = this.#options;
    if (keepDays > 0 && record.timestamp < this.#now() - keepDays * DAY_MS) return true;
    if (this.#logs.isOpen(path)) return false;
    // An index on its way may have a run and not yet one before it.
    return this.#indexCaughtUp && index.output.wasRemoved(run);
  }
}
