import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type JobId, OUTPUT_KEPT_MS } from '../../events/index.ts';
import type { CompletedLog, FoldedEvent, LogFiles, RunIndex } from '../../store/index.ts';
import type { CountedOutput } from './counters.ts';
import type { Inquiries, Inquiry } from './inquiry.ts';
import { wantedFrom } from './wanted.ts';

/** Logs whose end was given up, that are remembered so that it is not asked for again with every reader. */
const MOST_SETTLED = 10_000;
/** Logs that the search at the start lets wait at the same time. */
const MOST_SEARCHED = 200;
/** Milliseconds until it looks again whether there are fewer. */
const SEARCH_PAUSE_MS = 100;

export interface LogEndsOptions {
  readonly index: RunIndex;
  readonly files: LogFiles;
  /** Bytes of a log's whole lines. */
  readonly lengthOf: (log: CompletedLog) => Promise<number>;
  readonly inquiries: Inquiries;
  readonly counters: CountedOutput;
  readonly logger: Logger;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Milliseconds from a step's end until its log should be whole. */
  readonly graceMs: number;
  /** The wait for a log is over, or its end has come. */
  readonly onSettled: () => void;
}

/**
 * Sees to it that the logs of completed steps become as long as `step_completed` says. One that stays shorter is
 * asked for; its wait is bounded.
 */
export class LogEnds {
  readonly #options: LogEndsOptions;
  /** By the path of the log. */
  readonly #waiting = new Map<string, { readonly log: CompletedLog; readonly inquiry: Inquiry }>();
  readonly #settled = new Set<string>();
  #completed: { readonly job: JobId; readonly step: number }[] = [];
  readonly #ended = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  readonly #working = new Set<Promise<void>>();
  #begun = false;

  constructor(options: LogEndsOptions) {
    this.#options = options;
  }

  /** All that was in `runbook.logs` at the start was read: from now on what is missing is missed. */
  begin(): void {
    this.#begun = true;
    const { graceMs } = this.#options;
    this.#timer = setInterval(() => this.#work(() => this.#checkCompleted()), graceMs).unref();
    this.#work(() => this.#search());
  }

  /** Events that the index shows now. */
  onProjected(events: readonly FoldedEvent[]): void {
    if (!this.#begun) return;
    for (const { event, counted } of events) {
      if (!counted || event.type !== 'step_completed' || event.log.bytes === 0) continue;
      this.#completed.push({ job: event.job, step: event.step });
    }
  }

  /** A log file has so many bytes now. */
  onGrown(path: string, bytes: number): void {
    const waiting = this.#waiting.get(path);
    if (waiting === undefined) return;
    if (bytes < waiting.log.bytes) {
      waiting.inquiry.progressed();
      return;
    }
    waiting.inquiry.end();
    this.#waiting.delete(path);
    this.#options.onSettled();
  }

  /** Whether the end of a log that is shorter than it should be may still come. It is asked for, if it was not yet. */
  awaits(log: CompletedLog): boolean {
    const path = this.#options.files.path(log);
    if (!this.#begun || this.#ended.signal.aborted || this.#waiting.has(path)) return true;
    if (this.#settled.has(path)) return false;
    if (this.#options.now() - log.completedAt > OUTPUT_KEPT_MS) return false;
    this.#wait(path, log);
    return true;
  }

  async stop(): Promise<void> {
    this.#ended.abort();
    clearInterval(this.#timer);
    for (const { inquiry } of this.#waiting.values()) inquiry.end();
    await Promise.all(this.#working);
  }

  #work(work: () => Promise<void>): void {
    const working = work()
      .catch((error: unknown) => {
        if (this.#ended.signal.aborted) return;
        this.#options.logger.error({ err: error }, 'It cannot be seen which logs are whole');
      })
      .finally(() => this.#working.delete(working));
    this.#working.add(working);
  }

  async #checkCompleted(): Promise<void> {
    for (const { job, step } of this.#completed.splice(0)) {
      const log = this.#options.index.output.log(job, step);
      if (log !== null) await this.#check(log);
    }
  }

  /** Looks for logs that a server before this one waited for, or that grew and ended while there was none. */
  async #search(): Promise<void> {
    const { index, now } = this.#options;
    for (const runs of index.output.recentRuns(now() - OUTPUT_KEPT_MS)) {
      for (const run of runs) for (const log of index.output.logsOf(run)) await this.#check(log);
      while (this.#waiting.size > MOST_SEARCHED)
        await sleep(SEARCH_PAUSE_MS, undefined, { signal: this.#ended.signal, ref: false });
      if (this.#ended.signal.aborted) return;
    }
  }

  async #check(log: CompletedLog): Promise<void> {
    const size = (await this.#options.files.size(log)) ?? 0;
    if (size < log.bytes) this.awaits(log);
  }

  #wait(path: string, log: CompletedLog): void {
    const { inquiries, lengthOf, graceMs } = this.#options;
    const inquiry = inquiries.begin({
      partition: null,
      since: log.completedAt,
      firstMs: graceMs,
      wanted: async () => wantedFrom(log, await lengthOf(log)),
      giveUp: () => {
        this.#work(() => this.#giveUp(path, log));
      },
    });
    this.#waiting.set(path, { log, inquiry });
  }

  async #giveUp(path: string, log: CompletedLog): Promise<void> {
    const { files, counters, logger, onSettled } = this.#options;
    const missing = log.bytes - ((await files.size(log)) ?? 0);
    this.#waiting.delete(path);
    if (missing > 0) {
      counters.missingEndBytes += missing;
      logger.warn({ job: log.job, file: log.file, bytes: missing }, 'The end of a log did not come');
      this.#settled.add(path);
      const [oldest] = this.#settled;
      if (this.#settled.size > MOST_SETTLED && oldest !== undefined) this.#settled.delete(oldest);
    }
    onSettled();
  }
}
