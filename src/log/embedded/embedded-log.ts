import { setImmediate as nextTurn } from 'node:timers/promises';
import { DatabaseError } from '../../store/index.ts';
import {
  type AppendOptions,
  type AssignmentListener,
  type EventLog,
  type LogRecord,
  LogUnavailableError,
  type NewRecord,
  type Position,
  type SubscribeOptions,
  type SubscribedTopic,
  type Subscription,
  type Topic,
  type TrimBounds,
} from '../event-log.ts';
import { assertStorable } from '../record-check.ts';
import { DurableTopic } from './durable-topic.ts';
import { FeedTopic } from './feed-topic.ts';
import { GroupMembers } from './group-members.ts';
import { LatestTable } from './latest-table.ts';
import { LogClock } from './log-clock.ts';
import { LogFile } from './log-file.ts';
import { RecordTable } from './record-table.ts';
import { TopicSubscription } from './topic-subscription.ts';

export interface EmbeddedLogOptions {
  /** Milliseconds since 1970 UTC. Default: the machine's clock. */
  readonly now?: () => number;
}

/**
 * Opens the event log of a single process, with one partition. `runbook.events` and `runbook.state` are in a SQLite
 * file, on the disk when an append resolves; the other topics are feeds in memory, of which a new subscriber with
 * `earliest` gets the newest 10,000 records of this process.
 * @param path the file, made where it is missing, or `:memory:`
 * @throws DatabaseError where the file cannot be opened, with code `SQLITE_BUSY` where another process has it
 * @throws DatabaseTooNewError
 */
export function openEmbeddedLog(path: string, options: EmbeddedLogOptions = {}): EventLog {
  return new EmbeddedLog(new LogFile(path), options.now ?? Date.now);
}

type FeedName = Exclude<SubscribedTopic, 'runbook.events'>;

class EmbeddedLog implements EventLog {
  readonly partitions = 1;
  readonly #file: LogFile;
  readonly #clock: LogClock;
  readonly #table: RecordTable;
  readonly #events: DurableTopic;
  readonly #state: LatestTable;
  readonly #feeds: Readonly<Record<FeedName, FeedTopic>>;
  readonly #subscriptions: Readonly<Record<SubscribedTopic, Set<TopicSubscription>>> = {
    'runbook.events': new Set(),
    'runbook.jobs': new Set(),
    'runbook.logs': new Set(),
    'runbook.workers': new Set(),
  };
  readonly #groups = new Map<string, GroupMembers>();
  #closing: Promise<void> | null = null;

  constructor(file: LogFile, now: () => number) {
    this.#file = file;
    this.#table = new RecordTable(file);
    this.#state = new LatestTable('runbook.state', file);
    const clock = new LogClock(now, Math.max(this.#table.timestamp, this.#state.timestamp));
    this.#clock = clock;
    this.#events = new DurableTopic('runbook.events', this.#table, clock, () => this.#wake('runbook.events'));
    this.#feeds = {
      'runbook.jobs': new FeedTopic('runbook.jobs', clock),
      'runbook.logs': new FeedTopic('runbook.logs', clock),
      'runbook.workers': new FeedTopic('runbook.workers', clock),
    };
  }

  partitionOf(): number {
    return 0;
  }

  async append(
    topic: Topic,
    records: readonly NewRecord[],
    options: AppendOptions = {},
  ): Promise<readonly Position[]> {
    this.#assertOpen();
    for (const record of records) assertStorable(record, this.partitions);
    if (records.length === 0) return [];
    const { durable = true } = options;
    if (topic === 'runbook.events') return this.#events.append(records, durable);
    if (topic === 'runbook.state') {
      return available(() => this.#state.append(records, this.#clock.stamp(), durable));
    }
    const unread = [...this.#subscriptions[topic]].map(({ next }) => next);
    const positions = this.#feeds[topic].append(records, Math.min(...unread, Number.POSITIVE_INFINITY));
    this.#wake(topic);
    return positions;
  }

  subscribe(topic: SubscribedTopic, options: SubscribeOptions): Subscription {
    this.#assertOpen();
    if (options.partitions !== undefined && !options.partitions.includes(0)) {
      return { caughtUp: Promise.resolve(), close: () => Promise.resolve() };
    }
    const partition = topic === 'runbook.events' ? this.#events : this.#feeds[topic];
    const next = firstWanted(options.from, partition);
    const subscriptions = this.#subscriptions[topic];
    const subscription = new TopicSubscription(partition, next, options, () =>
      subscriptions.delete(subscription),
    );
    subscriptions.add(subscription);
    return subscription;
  }

  async readLatest(_topic: 'runbook.state', partition: number): Promise<ReadonlyMap<string, LogRecord>> {
    this.#assertOpen();
    return partition === 0 ? available(() => this.#state.read()) : new Map();
  }

  async trim(_topic: 'runbook.events', partition: number, bounds: TrimBounds): Promise<void> {
    this.#assertOpen();
    if (partition !== 0) return;
    const limit = available(() => this.#table.firstKept(bounds));
    while (this.#closing === null && this.#table.start < limit) {
      available(() => this.#table.removeBatch(limit));
      await nextTurn();
    }
  }

  join(group: string, listener: AssignmentListener): { leave(): Promise<void> } {
    const members = this.#groups.get(group) ?? new GroupMembers();
    this.#groups.set(group, members);
    return members.join(listener);
  }

  ready(): { readonly ready: boolean; readonly reason?: string } {
    if (this.#closing !== null) return { ready: false, reason: 'The event log was closed.' };
    const { failure } = this.#events;
    return failure === null ? { ready: true } : { ready: false, reason: failure };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#events.close();
    for (const members of this.#groups.values()) members.close();
    const subscriptions = Object.values(this.#subscriptions).flatMap((set) => [...set]);
    await Promise.all(subscriptions.map((subscription) => subscription.close()));
    this.#file.close();
  }

  #assertOpen(): void {
    if (this.#closing !== null) throw new LogUnavailableError('The event log was closed.');
  }

  #wake(topic: SubscribedTopic): void {
    for (const subscription of this.#subscriptions[topic]) subscription.wake();
  }
}

/** Runs `access` to the file. @throws LogUnavailableError where it fails */
function available<Result>(access: () => Result): Result {
  try {
    return access();
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    throw new LogUnavailableError(`The event log's file does not work: ${error.message}.`, { cause: error });
  }
}

function firstWanted(
  from: SubscribeOptions['from'],
  held: { readonly start: number; readonly end: number },
): number {
  if (from === 'earliest') return held.start;
  if (from === 'latest') return held.end;
  return from.get(0) ?? held.start;
}
