import { LOSS_LIMIT_MS, readPresence, type WorkerHeartbeat, type WorkerId } from '../events/index.ts';
import { type EventLog, followFeed, type LogRecord, type Subscription } from '../log/index.ts';

/** A worker as its newest heartbeat showed it. */
export interface PresentWorker {
  readonly heartbeat: WorkerHeartbeat;
  /** Milliseconds since 1970 UTC, by the log. */
  readonly seenAt: number;
}

/** What is heard of a worker: that it is there, or that it left or fell silent. */
export type WorkerHeard =
  | { readonly kind: 'seen'; readonly worker: PresentWorker }
  | { readonly kind: 'left'; readonly worker: WorkerId };

/** Who was heard of on `runbook.workers` lately: for people and metrics; decisions have their own fold. */
export class WorkerRoster {
  readonly #workers = new Map<WorkerId, PresentWorker>();
  readonly #subscription: Subscription;
  readonly #listeners = new Set<(heard: WorkerHeard) => void>();

  constructor(log: EventLog, onError: (error: Error) => void) {
    this.#subscription = followFeed(log, 'runbook.workers', {
      from: 'earliest',
      // Every worker says of itself again what was missed, within seconds.
      onMissed: () => undefined,
      onRecords: (records) => {
        for (const record of records) this.#add(record);
      },
      onError,
    });
  }

  /** Those whose last heartbeat is not older than the loss limit before `now` (milliseconds since 1970 UTC), by name. */
  present(now: number): readonly PresentWorker[] {
    for (const [id, { seenAt }] of this.#workers) {
      if (seenAt + LOSS_LIMIT_MS < now) this.#remove(id);
    }
    return [...this.#workers.values()].sort((one, other) =>
      one.heartbeat.name.localeCompare(other.heartbeat.name),
    );
  }

  /**
   * Calls the listener with what is heard; it must not throw. That a worker fell
   * silent is noticed when somebody asks who is present. Returns what ends it.
   */
  onHeard(listener: (heard: WorkerHeard) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): Promise<void> {
    return this.#subscription.close();
  }

  #add(record: LogRecord): void {
    const read = readPresence(record.value);
    if (read.kind !== 'event') return;
    const { event } = read;
    if (event.type === 'worker_heartbeat') {
      const worker = { heartbeat: event, seenAt: record.timestamp };
      this.#workers.set(event.worker, worker);
      this.#tell({ kind: 'seen', worker });
    } else if (event.type === 'worker_left') {
      this.#remove(event.worker);
    }
  }

  #remove(worker: WorkerId): void {
    if (this.#workers.delete(worker)) this.#tell({ kind: 'left', worker });
  }

  #tell(heard: WorkerHeard): void {
    for (const listener of this.#listeners) listener(heard);
  }
}
