/**
 * The EventLog port. A *topic* is an ordered log split into *partitions*; a *record* is one entry of it, with
 * an *offset* that only grows within its partition and a *timestamp* that the log itself stamped.
 */

/** The topics of DESIGN, section 3. */
export type Topic = 'runbook.events' | 'runbook.jobs' | 'runbook.logs' | 'runbook.workers' | 'runbook.state';

/** The topics that are followed record by record. `runbook.state` is read as a whole, by `readLatest`. */
export type SubscribedTopic = Exclude<Topic, 'runbook.state'>;

/** What a writer gives. Records with one key stay in order, in one partition. */
export interface NewRecord {
  /** The repository, the worker or the job attempt; decides the partition unless `partition` says it. */
  readonly key: string;
  /** JSON text. In `runbook.state`, which keeps the newest record of each key, an empty text deletes the key. */
  readonly value: string;
  /** For what belongs to a partition rather than to a key (`partition_owned`, `worker_lost`). */
  readonly partition?: number;
}

/** What a reader gets. */
export interface LogRecord {
  readonly topic: Topic;
  readonly partition: number;
  /** 0 or more, growing, not always by one. */
  readonly offset: number;
  /** Milliseconds since 1970 UTC, stamped by the log when it was appended; never goes back within a partition. */
  readonly timestamp: number;
  readonly key: string;
  readonly value: string;
}

/** Where an appended record now stands. */
export interface Position {
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
}

/** A running subscription. */
export interface Subscription {
  /**
   * Resolves once every record that was in the topic when it began has been handed over; rejects where the
   * subscription ends before. Nobody has to wait for it.
   */
  readonly caughtUp: Promise<void>;
  /** Ends it; resolves when no handler runs any more, so a handler must not wait for it. */
  close(): Promise<void>;
}

export interface SubscribeOptions {
  /** `earliest`: everything kept; `latest`: only what comes; a map: partition -> first offset wanted (absent: earliest). */
  readonly from: 'earliest' | 'latest' | ReadonlyMap<number, number>;
  /** Only these partitions; default: all. */
  readonly partitions?: readonly number[];
  /**
   * Gets records in order within a partition, at least once, in batches of at least one; the next batch of a
   * partition waits for the promise. It must not wait for a job or a fetch. What it throws ends the
   * subscription and reaches `onError`.
   */
  readonly onRecords: (records: readonly LogRecord[]) => void | Promise<void>;
  readonly onError: (error: Error) => void;
}

export interface AssignmentListener {
  /** These partitions are ours now; called again with the whole set after every change. */
  readonly onAssigned: (partitions: readonly number[]) => void;
}

export interface AppendOptions {
  /**
   * Whether the records must survive a power cut when the append resolves. Default: true. With false they survive
   * the end of the process, and become durable with the next durable append at the latest: for what is worth
   * nothing before a decision that follows it. A log that has no such difference makes all of them durable.
   */
  readonly durable?: boolean;
}

/** Which records may go. */
export interface TrimBounds {
  /** Only those with a lower offset. */
  readonly before: number;
  /** Only those stamped earlier: milliseconds since 1970 UTC. */
  readonly olderThan: number;
}

export interface EventLog {
  /** How many partitions `runbook.events` and `runbook.jobs` were made with: 1 to 1,024. */
  readonly partitions: number;
  /** The partition of `runbook.events` and `runbook.jobs` that a repository's records are in. */
  partitionOf(key: string): number;
  /**
   * Resolves when the records are durable (topics that are feeds: accepted), with their positions in the same
   * order. All records of one call for one partition stand together, in order, and are readable all or none.
   * @throws LogUnavailableError where they could not be stored. A log across a network cannot always know: they may
   * be stored all the same, all or none, later too; so who tries again has to write what may be read twice.
   * @throws InvalidRecordError where a record can never be stored; nothing was.
   */
  append(topic: Topic, records: readonly NewRecord[], options?: AppendOptions): Promise<readonly Position[]>;
  subscribe(topic: SubscribedTopic, options: SubscribeOptions): Subscription;
  /**
   * The newest record of every key in one partition of `runbook.state`, without the deleted ones: all that was
   * appended before the call. It waits while the log is away, until `signal` is aborted.
   * @throws LogUnavailableError, for the end by `signal` too
   */
  readLatest(
    topic: 'runbook.state',
    partition: number,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, LogRecord>>;
  /**
   * Lets go of the oldest records of a partition, as far as both bounds allow; a log may keep more. Readers that
   * still need them end with a LogPositionError.
   * @throws LogUnavailableError where nothing was removed; it may be asked again
   */
  trim(topic: 'runbook.events', partition: number, bounds: TrimBounds): Promise<void>;
  /** Joins the orchestrators, who share the partitions of `runbook.events` among them. */
  join(group: string, listener: AssignmentListener): { leave(): Promise<void> };
  /** Whether appends are expected to work: false while the disk is full or the broker is away. */
  ready(): { readonly ready: boolean; readonly reason?: string };
  /** Ends all subscriptions and closes the files. */
  close(): Promise<void>;
}

/** The log could not store records: the disk is full, the broker is away, it was closed. */
export class LogUnavailableError extends Error {
  override readonly name = 'LogUnavailableError';
}

/** A record that no log takes: too large, with a NUL, or for a partition that the topic does not have. */
export class InvalidRecordError extends Error {
  override readonly name = 'InvalidRecordError';
}

/** A reader asked for a position that the topic does not hold (any more, or not yet): it must rebuild or stop. */
export class LogPositionError extends Error {
  override readonly name = 'LogPositionError';
}
