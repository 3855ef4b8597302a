import { setTimeout as wait } from 'node:timers/promises';
import type { JobId } from '../../events/index.ts';
import { News } from '../logs/news.ts';
import { standingOf } from '../logs/standing.ts';
import { stepLogRef } from '../logs/step-log.ts';
import type { Services } from '../services.ts';
import type { StreamLogShape } from '../shapes/index.ts';
import { messageText } from './message.ts';

/** Milliseconds between two messages: five a second. */
const PAUSE_MS = 200;
/** What one message has of the log at most. */
const MOST = { lines: 200, bytes: 64 * 1024 };

/** The step whose log it is. */
export interface TailedStep {
  readonly job: JobId;
  readonly step: number;
}

/** Follows the end of one step's log for all who watch it: each message is made once. */
export class LogTail {
  readonly #services: Services;
  readonly #step: TailedStep;
  readonly #send: (message: Buffer) => void;
  readonly #stopped = new AbortController();
  readonly #news = new News(this.#stopped.signal);
  #stopWatching: (() => void) | null = null;
  #told: StreamLogShape | null = null;
  /** The newest message; null before the first. */
  last: Buffer | null = null;

  /** @param send gets every message */
  constructor(services: Services, step: TailedStep, send: (message: Buffer) => void) {
    this.#services = services;
    this.#step = step;
    this.#send = send;
  }

  /** Looks at the log now and whenever there is more of it, until it is complete or `stop` is called. */
  start(): void {
    // It throws only what ends its pause: that it is stopped.
    this.#follow().catch(() => undefined);
  }

  /** Something of the step or its job changed. */
  wake(): void {
    this.#news.arrived();
  }

  stop(): void {
    this.#stopped.abort();
    this.#stopWatching?.();
    this.#stopWatching = null;
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const now = await this.#look().catch((error: unknown) => {
        this.#services.logger.error({ err: error }, 'A log cannot be read for those who watch it');
        return null;
      });
      if (signal.aborted) return;
      if (now !== null && isMore(now, this.#told)) {
        this.#told = now;
        this.last = Buffer.from(messageText({ event: 'log', data: now }));
        this.#send(this.last);
      }
      if (now?.complete === true) {
        this.stop();
        return;
      }
      await wait(PAUSE_MS, undefined, { signal });
      await this.#news.next();
    }
  }

  /** The log as it is, and the newest lines that were not told; null before there is a step. */
  async #look(): Promise<StreamLogShape | null> {
    const { index, logs } = this.#services;
    const job = index.jobs.get(this.#step.job);
    const run = job === null ? null : index.runs.get(job.run);
    const step = index.jobs.step(this.#step.job, this.#step.step);
    const ref = job === null || run === null || step === null ? null : stepLogRef(run, job, step);
    const told = this.#told?.total ?? 0;
    if (step === null || ref === null) {
      // A step that did not come before its job's end, or has no log, never will.
      const isOver = job?.status === 'completed' || step?.status === 'completed';
      return isOver ? { ...this.#step, from: 0, lines: [], total: 0, bytes: 0, complete: true } : null;
    }
    this.#stopWatching ??= logs.watch(ref, () => this.#news.arrived());
    const nothing = { from: told, lines: [], total: 0, bytes: 0 };
    const { from, lines, total, bytes } = (await logs.newest(ref, told, MOST)) ?? nothing;
    const standing = standingOf(this.#services, this.#step.job, step, bytes);
    const shape = { ...this.#step, from, lines, total, bytes, complete: standing.kind !== 'growing' };
    return standing.kind === 'cut' ? { ...shape, lines: [...lines, standing.line], total: total + 1 } : shape;
  }
}

function isMore(now: StreamLogShape, told: StreamLogShape | null): boolean {
  return told === null || now.total !== told.total || now.complete !== told.complete;
}
