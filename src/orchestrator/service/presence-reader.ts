import type { Logger } from 'pino';
import { readPresence, type Tick, type WorkerId } from '../../events/index.ts';
import { type EventLog, followFeed, type LogRecord, type Subscription } from '../../log/index.ts';
import { applyPresence, type Presence } from '../presence/index.ts';

/** Who is told of what was read. */
export interface PresenceListener {
  /** An owner's clock; `timestamp` is the log's, in milliseconds since 1970 UTC. */
  readonly onTick: (tick: Tick, timestamp: number) => void;
  /** Workers were heard of: after a batch was folded, once. */
  readonly onWorkers: (news: PresenceNews) => void;
}

/** What a batch of `runbook.workers` said of workers. */
export interface PresenceNews {
  /** Those that left. */
  readonly left: readonly WorkerId[];
  /** Whether anybody was heard of for the first time. */
  readonly someoneNew: boolean;
}

/** What the reader works with. */
export interface PresenceReaderOptions {
  readonly log: EventLog;
  readonly logger: Logger;
  /** Is folded into. */
  readonly presence: Presence;
}

/** Folds `runbook.workers` into a presence for as long as it is open. */
export class PresenceReader {
  readonly #options: PresenceReaderOptions;
  readonly #listener: PresenceListener;
  readonly #subscription: Subscription;
  #problem: string | null = null;

  constructor(options: PresenceReaderOptions, listener: PresenceListener) {
    this.#options = options;
    this.#listener = listener;
    this.#subscription = followFeed(options.log, 'runbook.workers', {
      from: 'earliest',
      onRecords: (records) => this.#onRecords(records),
      onMissed: ({ message }) => options.logger.warn({ reason: message }, 'heartbeats were missed'),
      onError: (error) => {
        options.logger.error({ err: error }, 'runbook.workers cannot be read');
        this.#problem = `runbook.workers cannot be read: ${error.message}`;
      },
    });
  }

  /** Why it does not read any more, in a sentence; null while it does. */
  get problem(): string | null {
    return this.#problem;
  }

  close(): Promise<void> {
    return this.#subscription.close();
  }

  #onRecords(records: readonly LogRecord[]): void {
    const { presence, logger } = this.#options;
    const left: WorkerId[] = [];
    let someoneNew = false;
    let heard = false;
    for (const record of records) {
      const read = readPresence(record.value);
      if (read.kind !== 'event') {
        logger.warn({ offset: record.offset, ...read }, 'a record of runbook.workers is passed over');
        continue;
      }
      const { event } = read;
      if (event.type === 'worker_heartbeat') someoneNew ||= !presence.workers.has(event.worker);
      if (event.type === 'worker_left') left.push(event.worker);
      heard ||= event.type !== 'tick';
      applyPresence(presence, event, record.timestamp);
      if (event.type === 'tick') this.#listener.onTick(event, record.timestamp);
    }
    if (heard) this.#listener.onWorkers({ left, someoneNew });
  }
}
