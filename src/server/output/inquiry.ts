import type { Logger } from 'pino';
import { stampFeed } from '../../events/index.ts';
import type { EventLog } from '../../log/index.ts';
import type { CountedOutput } from './counters.ts';
import type { Patience } from './patience.ts';
import type { WantedOutput } from './wanted.ts';

/** What an inquiry is about. */
export interface Inquest {
  /** The partition of `runbook.logs` that the output comes in; null where it is not known. */
  readonly partition: number | null;
  /** When by the log's clock the output was there, or was to be; null: it is asked for first. */
  readonly since: number | null;
  /** Milliseconds until it is asked for first. */
  readonly firstMs: number;
  /** What is missing now, as it is asked for. */
  readonly wanted: () => Promise<WantedOutput>;
  /** It did not come in time. */
  readonly giveUp: () => void;
}

/** What all inquiries share. */
export interface InquiryHost {
  readonly log: EventLog;
  readonly patience: Patience;
  readonly counters: CountedOutput;
  readonly logger: Logger;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Whether `runbook.logs` is being read. */
  readonly isReading: () => boolean;
}

/**
 * Asks for output again and again, until it came or the wait is over. What counts against it is only time in which
 * an answer could have been read: not while the log is away or this process is frozen, nor while it still reads what
 * was written before it asked.
 */
export class Inquiry {
  readonly #host: InquiryHost;
  readonly #about: Inquest;
  readonly #onEnd: (inquiry: Inquiry) => void;
  #since: number | null;
  #nextAsk: number;
  #deadline: number;
  #pause: number;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(host: InquiryHost, about: Inquest, onEnd: (inquiry: Inquiry) => void) {
    this.#host = host;
    this.#about = about;
    this.#onEnd = onEnd;
    this.#since = about.since;
    this.#pause = host.patience.pauseMs;
    this.#nextAsk = performance.now() + about.firstMs;
    this.#deadline = performance.now() + host.patience.limitMs;
    this.#schedule();
  }

  /** Some of it came: the wait begins anew. */
  progressed(): void {
    this.#pause = this.#host.patience.pauseMs;
    this.#postpone();
  }

  /** A partition was read up to a stamp of the log. */
  readTo(partition: number, stamp: number): void {
    const { partition: own } = this.#about;
    if ((own === null || own === partition) && this.#since !== null && stamp < this.#since) this.#postpone();
  }

  /** Nobody waits any more. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#onEnd(this);
  }

  #postpone(): void {
    const now = performance.now();
    this.#deadline = now + this.#host.patience.limitMs;
    this.#nextAsk = Math.max(this.#nextAsk, now + this.#pause);
  }

  #schedule(): void {
    if (this.#ended) return;
    const due = Math.min(this.#nextAsk, this.#deadline);
    const wait = Math.max(1, Math.ceil(due - performance.now()));
    this.#timer = setTimeout(() => this.#look(due), wait).unref();
  }

  /** @param due when it was to look, by `performance.now()` */
  #look(due: number): void {
    const now = performance.now();
    // Who was frozen has read nothing meanwhile.
    const wasFrozen = now - due > this.#host.patience.limitMs / 2;
    if (wasFrozen || !this.#host.isReading()) this.#postpone();
    if (now >= this.#deadline) {
      this.end();
      this.#about.giveUp();
    } else if (now >= this.#nextAsk) {
      this.#ask()
        .catch((error: unknown) => {
          // Nobody can answer what nobody was asked.
          this.#postpone();
          this.#host.logger.debug(
            { err: error },
            'Workers cannot be asked for missing output while the log is away',
          );
        })
        .finally(() => this.#schedule());
    } else {
      this.#schedule();
    }
  }

  async #ask(): Promise<void> {
    const { log, counters, now, patience } = this.#host;
    this.#nextAsk = performance.now() + this.#pause;
    this.#pause = Math.min(this.#pause * 2, patience.longestPauseMs);
    const wanted = await this.#about.wanted();
    if (this.#ended) return;
    const value = JSON.stringify(stampFeed(wanted, { by: 'server', now: now() }));
    const [position] = await log.append('runbook.jobs', [{ key: wanted.repository, value }]);
    counters.asked += 1;
    this.#since ??= position?.timestamp ?? null;
  }
}

/** All that is asked for. */
export class Inquiries {
  readonly #host: InquiryHost;
  readonly #open = new Set<Inquiry>();

  constructor(host: InquiryHost) {
    this.#host = host;
  }

  begin(about: Inquest): Inquiry {
    const inquiry = new Inquiry(this.#host, about, (ended) => this.#open.delete(ended));
    this.#open.add(inquiry);
    return inquiry;
  }

  /** A partition was read up to a stamp of the log. */
  readTo(partition: number, stamp: number): void {
    for (const inquiry of this.#open) inquiry.readTo(partition, stamp);
  }

  endAll(): void {
    for (const inquiry of this.#open) inquiry.end();
  }
}
