import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import {
  BackOff,
  type EventLog,
  LogPositionError,
  type LogRecord,
  type Subscription,
} from '../../log/index.ts';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

export interface OutputReaderOptions {
  readonly log: EventLog;
  /** Where to go on, by partition, asked for each time it begins. */
  readonly from: () => ReadonlyMap<number, number>;
  /** Forgets where to go on: the topic does not have that place. */
  readonly forget: () => void;
  readonly onRecords: (records: readonly LogRecord[]) => Promise<void>;
  /** What was in the topic when it began was read. Called once. */
  readonly onCaughtUp: () => void;
  readonly logger: Logger;
}

/** Reads `runbook.logs` for as long as the server runs, and begins again where that was interrupted. */
export class OutputReader {
  readonly #options: OutputReaderOptions;
  readonly #ended = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #interrupt: (reason: Error | null) => void = () => undefined;
  #problem: string | null = null;
  #reading = false;
  #caughtUp = false;

  constructor(options: OutputReaderOptions) {
    this.#options = options;
  }

  /** Why nothing can be read, or stored, a sentence; null where all is well. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Whether records come, if there are any. */
  get isReading(): boolean {
    return this.#reading;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Begins again from where everything was stored. Must not be waited for by a handler. */
  readAgain(): void {
    this.#interrupt(null);
  }

  async stop(): Promise<void> {
    this.#ended.abort();
    this.#interrupt(null);
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#ended;
    const backOff = new BackOff(FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    while (!signal.aborted) {
      const failure = await this.#readUntilInterrupted(() => backOff.reset());
      if (failure === null || signal.aborted) continue;
      this.#problem = `Output of jobs cannot be received: ${failure.message}`;
      this.#options.logger.error({ err: failure }, 'Output of jobs cannot be received; it is tried again');
      if (failure instanceof LogPositionError) this.#options.forget();
      await sleep(backOff.next(), undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Gives why it ended; null where it was asked to. */
  async #readUntilInterrupted(onProgress: () => void): Promise<Error | null> {
    const { log, from, onRecords } = this.#options;
    const interrupted = new Promise<Error | null>((resolve) => {
      this.#interrupt = resolve;
    });
    let subscription: Subscription;
    try {
      subscription = log.subscribe('runbook.logs', {
        from: from(),
        onRecords: async (records) => {
          await onRecords(records);
          this.#problem = null;
          onProgress();
        },
        onError: (error) => this.#interrupt(error),
      });
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error), { cause: error });
    }
    this.#reading = true;
    const following = this.#followCaughtUp(subscription);
    const reason = await interrupted;
    this.#reading = false;
    await subscription.close();
    await following;
    return reason;
  }

  async #followCaughtUp({ caughtUp }: Subscription): Promise<void> {
    try {
      await caughtUp;
    } catch {
      // Why it ended is said elsewhere.
      return;
    }
    this.#problem = null;
    if (this.#caughtUp) return;
    this.#caughtUp = true;
    this.#options.onCaughtUp();
  }
}
