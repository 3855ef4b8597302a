import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { LogUnavailableError } from '../event-log.ts';
import type { AdminSession } from './admin-session.ts';

/** Milliseconds between two looks, and while the brokers do not answer. */
const INTERVAL_MS = 3_000;
const FAILING_INTERVAL_MS = 1_000;
/** Milliseconds after which brokers that do not answer count as away. */
const ANSWER_LIMIT_MS = 4_000;

/** Knows whether the brokers take appends: by those that are made, and by asking where none are. */
export class BrokerWatch {
  readonly #admin: AdminSession;
  readonly #logger: Logger;
  readonly #closing = new AbortController();
  readonly #running: Promise<void>;
  #failure: string | null = null;

  constructor(admin: AdminSession, logger: Logger) {
    this.#admin = admin;
    this.#logger = logger;
    this.#running = this.#watch();
  }

  /** Why appends are not expected to work; null where they are. */
  get failure(): string | null {
    return this.#failure;
  }

  /** An append failed, or a look did. */
  failed(error: LogUnavailableError): void {
    if (this.#failure === null) {
      this.#logger.warn({ reason: error.message }, 'Kafka does not answer; trying again until it does');
    }
    this.#failure = error.message;
  }

  /** An append was confirmed. */
  worked(): void {
    if (this.#failure !== null) this.#logger.warn('Kafka answers again');
    this.#failure = null;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const pause = this.#failure === null ? INTERVAL_MS : FAILING_INTERVAL_MS;
      await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.#admin.bounds('runbook.events', ANSWER_LIMIT_MS);
        if (!signal.aborted) this.worked();
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof LogUnavailableError) this.failed(error);
        else throw error;
      }
    }
  }
}
