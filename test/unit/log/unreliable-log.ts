import {
  type AssignmentListener,
  type EventLog,
  type LogRecord,
  LogUnavailableError,
  type NewRecord,
  type Position,
  type SubscribedTopic,
  type SubscribeOptions,
  type Subscription,
  type Topic,
  type TrimBounds,
} from '../../../src/log/index.ts';

/**
 * What happens to one append: stored; refused; stored although its writer is told that it was not; or lost although
 * its writer is told that it was stored.
 */
export type Fate = 'stored' | 'refused' | 'timed-out' | 'lost';

/** A log that fails as the test says: appends go wrong, records are handed over again. Everything else is the real one's. */
export class UnreliableLog implements EventLog {
  readonly partitions: number;
  /** Asked for each append; default: stored. */
  fate: (topic: Topic, records: readonly NewRecord[]) => Fate = () => 'stored';
  /** How many of the records before a batch are handed over once more with it. */
  repeats: () => number = () => 0;
  /** What was tried to append, in order. */
  readonly tried: { readonly topic: Topic; readonly record: NewRecord; readonly fate: Fate }[] = [];
  readonly #log: EventLog;

  constructor(log: EventLog) {
    this.#log = log;
    this.partitions = log.partitions;
  }

  async append(topic: Topic, records: readonly NewRecord[]): Promise<readonly Position[]> {
    const fate = this.fate(topic, records);
    for (const record of records) this.tried.push({ topic, record, fate });
    if (fate === 'refused') throw new LogUnavailableError('The broker is away.');
    if (fate === 'lost') return records.map(() => ({ partition: 0, offset: 0, timestamp: Date.now() }));
    const positions = await this.#log.append(topic, records);
    if (fate === 'timed-out') throw new LogUnavailableError('The broker did not answer.');
    return positions;
  }

  subscribe(topic: SubscribedTopic, options: SubscribeOptions): Subscription {
    let before: readonly LogRecord[] = [];
    return this.#log.subscribe(topic, {
      ...options,
      onRecords: async (records) => {
        const again = this.repeats();
        const repeated = again === 0 ? [] : before.slice(-again);
        before = [...before, ...records].slice(-100);
        await options.onRecords([...repeated, ...records]);
      },
    });
  }

  partitionOf(key: string): number {
    return this.#log.partitionOf(key);
  }

  readLatest(
    topic: 'runbook.state',
    partition: number,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, LogRecord>> {
    return this.#log.readLatest(topic, partition, signal);
  }

  trim(topic: 'runbook.events', partition: number, bounds: TrimBounds): Promise<void> {
    return this.#log.trim(topic, partition, bounds);
  }

  join(group: string, listener: AssignmentListener): { leave(): Promise<void> } {
    return this.#log.join(group, listener);
  }

  ready(): { readonly ready: boolean; readonly reason?: string } {
    return this.#log.ready();
  }

  close(): Promise<void> {
    return this.#log.close();
  }
}
