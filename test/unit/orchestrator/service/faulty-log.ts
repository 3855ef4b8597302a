import {
  type AssignmentListener,
  type EventLog,
  InvalidRecordError,
  type LogRecord,
  LogUnavailableError,
  type NewRecord,
  type Position,
  type SubscribeOptions,
  type Subscription,
  type SubscribedTopic,
  type Topic,
  type TrimBounds,
} from '../../../../src/log/index.ts';

/** What happens to one append: stored, refused, or stored although its writer is told that it was not. */
export type Fate = 'stored' | 'refused' | 'timed-out';

/** A log whose appends go wrong as the test says; everything else is the real one's. */
export class FaultyLog implements EventLog {
  readonly partitions: number;
  /** Asked for each append; default: stored. */
  fate: (topic: Topic, records: readonly NewRecord[]) => Fate = () => 'stored';
  /** How many bytes the values of one append may have, as a broker limits its batches. */
  mostBytes = Number.POSITIVE_INFINITY;
  /** How many more reads of the newest records fail. */
  unreadable = 0;
  /** Whether `runbook.state` cannot be read: whoever does waits until it ends itself. */
  isStateAway = false;
  readonly #log: EventLog;
  #assign: AssignmentListener | null = null;

  constructor(log: EventLog) {
    this.#log = log;
    this.partitions = log.partitions;
  }

  async append(topic: Topic, records: readonly NewRecord[]): Promise<readonly Position[]> {
    const bytes = records.reduce((sum, { value }) => sum + Buffer.byteLength(value), 0);
    if (bytes > this.mostBytes)
      throw new InvalidRecordError(`The broker takes ${this.mostBytes} bytes, not ${bytes}.`);
    const fate = this.fate(topic, records);
    if (fate === 'refused') throw new LogUnavailableError('The disk is full.');
    const positions = await this.#log.append(topic, records);
    if (fate === 'timed-out') throw new LogUnavailableError('The broker did not answer.');
    return positions;
  }

  join(group: string, listener: AssignmentListener): { leave(): Promise<void> } {
    this.#assign = listener;
    return this.#log.join(group, listener);
  }

  /** What the group does in a rebalance. */
  assign(partitions: readonly number[]): void {
    this.#assign?.onAssigned(partitions);
  }

  partitionOf(key: string): number {
    return this.#log.partitionOf(key);
  }

  subscribe(topic: SubscribedTopic, options: SubscribeOptions): Subscription {
    return this.#log.subscribe(topic, options);
  }

  async readLatest(
    topic: 'runbook.state',
    partition: number,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, LogRecord>> {
    this.unreadable -= 1;
    if (this.unreadable >= 0) throw new LogUnavailableError('The broker did not answer.');
    if (!this.isStateAway) return this.#log.readLatest(topic, partition, signal);
    return new Promise((_resolve, reject) => {
      const end = (): void => reject(new LogUnavailableError('The reader ended.'));
      signal?.addEventListener('abort', end, { once: true });
    });
  }

  trim(topic: 'runbook.events', partition: number, bounds: TrimBounds): Promise<void> {
    return this.#log.trim(topic, partition, bounds);
  }

  ready(): { readonly ready: boolean; readonly reason?: string } {
    return this.#log.ready();
  }

  close(): Promise<void> {
    return this.#log.close();
  }
}
