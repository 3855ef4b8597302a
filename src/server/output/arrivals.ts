import type { Logger } from 'pino';
import type { StepLogRef } from '../../store/index.ts';
import type { CountedOutput } from './counters.ts';
import { fillerOf } from './filler.ts';
import { Gap, HoldingRoom, type ReceivedOutput } from './gap.ts';
import type { Inquiries } from './inquiry.ts';
import type { OpenLog, OpenLogs } from './open-logs.ts';
import { wantedFrom } from './wanted.ts';

export interface ArrivalsOptions {
  readonly logs: OpenLogs;
  readonly inquiries: Inquiries;
  readonly counters: CountedOutput;
  readonly logger: Logger;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Bytes held of one step, and of all. */
  readonly heldOfStepBytes: number;
  readonly heldBytes: number;
  /** Told the path and the length of a log that was added to. */
  readonly onGrown: (path: string, bytes: number) => void;
  /** A gap was given up, and what came after it has to be read again from the topic. */
  readonly onReadAgain: () => void;
}

/**
 * Puts output into the log files where it belongs, in whatever order and however often it comes: what a file has is
 * passed over, what follows on it is added, and what lies beyond its end waits until what is missing has come or is
 * given up.
 */
export class Arrivals {
  readonly #options: ArrivalsOptions;
  readonly #room: HoldingRoom;
  /** By the path of the log. */
  readonly #gaps = new Map<string, Gap>();
  readonly #givingUp = new Set<Promise<void>>();

  constructor(options: ArrivalsOptions) {
    this.#options = options;
    this.#room = new HoldingRoom(options.heldBytes);
  }

  /**
   * Takes records of one step in the order of the topic; resolves when what could be added to its file is in it.
   * @throws LogFileError where the file cannot be written: they have to be read again
   */
  async take(path: string, records: readonly ReceivedOutput[]): Promise<void> {
    const [first] = records;
    if (first === undefined) return;
    const length = await this.#options.logs.use(first.output, async (log) => {
      for (const received of records) await this.#place(path, log, received);
      return log.length;
    });
    this.#options.onGrown(path, length);
  }

  /** Where in a partition the first record stands that was read and is not in its file; null: all are. */
  unread(partition: number): number | null {
    let first: number | null = null;
    for (const gap of this.#gaps.values()) {
      if (gap.partition === partition && gap.unread !== null)
        first = Math.min(first ?? gap.unread, gap.unread);
    }
    return first;
  }

  /** Waits for nothing any more. What is held is lost to this process, not to the topic. */
  async stop(): Promise<void> {
    for (const gap of this.#gaps.values()) gap.end();
    await Promise.all(this.#givingUp);
    this.#gaps.clear();
  }

  async #place(path: string, log: OpenLog, received: ReceivedOutput): Promise<void> {
    const gap = this.#gaps.get(path);
    if (received.output.offset > log.length) {
      this.#keep(path, gap ?? this.#miss(path, log, received), received);
      return;
    }
    const before = log.length;
    await this.#add(log, received);
    if (gap === undefined || log.length === before) return;
    await this.#addHeld(log, gap);
    if (gap.isOver(log.length)) this.#end(path, gap);
    else gap.inquiry?.progressed();
  }

  /** Adds what the file does not have of it. */
  async #add(log: OpenLog, { output, bytes }: ReceivedOutput): Promise<void> {
    const repeated = Math.min(bytes.length, log.length - output.offset);
    const fresh = bytes.subarray(repeated);
    this.#options.counters.repeatedBytes += repeated;
    this.#options.counters.appendedBytes += fresh.length;
    if (fresh.length > 0) await log.append(fresh);
  }

  /** Gives what was added, as it is not held any more. */
  async #addHeld(log: OpenLog, gap: Gap): Promise<readonly ReceivedOutput[]> {
    const added: ReceivedOutput[] = [];
    for (let next = gap.take(log.length); next !== null; next = gap.take(log.length)) {
      added.push(next);
      await this.#add(log, next);
    }
    return added;
  }

  #keep(path: string, gap: Gap, received: ReceivedOutput): void {
    gap.keep(received);
    if (gap.inquiry === null) this.#ask(path, gap);
  }

  #miss(path: string, log: OpenLog, received: ReceivedOutput): Gap {
    const { counters, logger, heldOfStepBytes } = this.#options;
    const { job, file, offset } = received.output;
    counters.gaps += 1;
    logger.info({ job, file, from: log.length, to: offset }, 'Output is missing; its worker is asked for it');
    const gap = new Gap(received, this.#room, heldOfStepBytes);
    this.#gaps.set(path, gap);
    return gap;
  }

  #ask(path: string, gap: Gap): void {
    gap.inquiry = this.#options.inquiries.begin({
      partition: gap.partition,
      since: null,
      firstMs: 0,
      wanted: async () => wantedFrom(gap.output, await this.#lengthOf(gap.output)),
      giveUp: () => {
        gap.inquiry = null;
        const giving = this.#giveUp(path, gap).finally(() => this.#givingUp.delete(giving));
        this.#givingUp.add(giving);
      },
    });
  }

  #lengthOf(ref: StepLogRef): Promise<number> {
    return this.#options.logs.use(ref, async (log) => log.length);
  }

  /** Says in the file that output was lost, and goes on after it. */
  async #giveUp(path: string, gap: Gap): Promise<void> {
    const { logs, onGrown, onReadAgain, logger } = this.#options;
    const isCurrent = (): boolean => this.#gaps.get(path) === gap && gap.inquiry === null;
    let added: readonly ReceivedOutput[] = [];
    let length = 0;
    try {
      length = await logs.use(gap.output, async (log) => {
        if (isCurrent()) {
          await this.#fill(log, gap);
          added = await this.#addHeld(log, gap);
        }
        return log.length;
      });
      onGrown(path, length);
    } catch (error) {
      logger.warn({ err: error }, 'A log cannot be written');
      for (const received of added) gap.keep(received);
    }
    if (!isCurrent()) return;
    const readsAgain = gap.readsAgain(length);
    if (readsAgain || gap.next(length) !== null) this.#ask(path, gap);
    else this.#end(path, gap);
    if (readsAgain) onReadAgain();
  }

  async #fill(log: OpenLog, gap: Gap): Promise<void> {
    const { counters, logger, now } = this.#options;
    const lost = (gap.next(log.length) ?? 0) - log.length;
    if (lost <= 0) return;
    const { job, file } = gap.output;
    logger.warn({ job, file, from: log.length, bytes: lost }, 'Output was lost');
    counters.lostBytes += lost;
    for (const line of fillerOf(lost, now())) await log.append(line);
  }

  #end(path: string, gap: Gap): void {
    gap.end();
    this.#gaps.delete(path);
  }
}
