import type { Logger } from 'pino';
import type { DeliveryId, RepositoryName } from '../../events/ids.ts';
import { type IntakeSource, triggerOf } from '../intake/index.ts';
import type { IntakeResult } from '../intake-result.ts';
import type { PendingDelivery } from '../state/index.ts';

/** One delivery being prepared, or prepared and not handled in the log yet. */
interface Preparation {
  readonly delivery: DeliveryId;
  readonly registration: string;
  readonly abort: AbortController;
  result: IntakeResult | null;
}

/** What the queue works with. */
export interface IntakeQueueOptions {
  readonly source: IntakeSource;
  readonly logger: Logger;
  /** A result is there for `prepared()`. */
  readonly onPrepared: () => void;
}

/**
 * Intake of one partition: one delivery at a time for each repository, repositories beside each other, outside
 * the log's callback. What it prepared stays until the log says that the delivery was handled.
 */
export class IntakeQueue {
  readonly #options: IntakeQueueOptions;
  readonly #preparations = new Map<RepositoryName, Preparation>();
  readonly #working = new Set<Promise<void>>();

  constructor(options: IntakeQueueOptions) {
    this.#options = options;
  }

  /** Follows the state: begins what is pending now (one delivery per repository), drops what is not any more. */
  follow(pending: readonly PendingDelivery[]): void {
    const wanted = new Map(pending.map((delivery) => [delivery.repository, delivery]));
    for (const [repository, preparation] of this.#preparations) {
      const delivery = wanted.get(repository);
      if (delivery !== undefined && isFor(preparation, delivery)) continue;
      preparation.abort.abort();
      this.#preparations.delete(repository);
    }
    for (const delivery of pending) {
      if (!this.#preparations.has(delivery.repository)) this.#begin(delivery);
    }
  }

  /** The results that wait for a decision. */
  prepared(): IntakeResult[] {
    return [...this.#preparations.values()].flatMap(({ result }) => (result === null ? [] : [result]));
  }

  /** Aborts what is being prepared; resolves when nothing of it works any more. */
  async stop(): Promise<void> {
    this.follow([]);
    await Promise.all(this.#working);
  }

  #begin(pending: PendingDelivery): void {
    const preparation: Preparation = {
      delivery: pending.event.delivery,
      registration: registrationKey(pending),
      abort: new AbortController(),
      result: null,
    };
    this.#preparations.set(pending.repository, preparation);
    const work = this.#work(pending, preparation).finally(() => this.#working.delete(work));
    this.#working.add(work);
  }

  async #work(pending: PendingDelivery, preparation: Preparation): Promise<void> {
    const { signal } = preparation.abort;
    const result = await this.#prepare(pending, signal);
    if (signal.aborted) return;
    preparation.result = result;
    this.#options.onPrepared();
  }

  async #prepare(pending: PendingDelivery, signal: AbortSignal): Promise<IntakeResult | null> {
    const { source, logger } = this.#options;
    const { event, repository } = pending;
    try {
      return await source.prepare(pending, signal);
    } catch (error) {
      if (signal.aborted) return null;
      logger.warn({ repository, delivery: event.delivery, err: error }, 'intake gave up on a delivery');
      const reason = error instanceof Error ? error.message : String(error);
      return { kind: 'failed', repository, delivery: event.delivery, reason, trigger: triggerOf(event) };
    }
  }
}

function isFor(preparation: Preparation, pending: PendingDelivery): boolean {
  const { delivery, registration } = preparation;
  return delivery === pending.event.delivery && registration === registrationKey(pending);
}

/** A repository registered anew (another URL, other credentials) is fetched anew. */
function registrationKey({ registration }: PendingDelivery): string {
  return `${registration.url}\n${registration.credentials ?? ''}`;
}
