import type { EventLog, LogRecord } from '../../log/index.ts';
import { createState, type PartitionState } from '../state/index.ts';
import type { FoldedEvent } from '../../store/index.ts';
import { PartitionFold } from './partition-fold.ts';

/** What a fold reads and whom it tells. */
export interface FoldOptions {
  readonly log: EventLog;
  /**
   * Gets the readable events of one partition in order, with the state after the last of them; the partition's
   * next batch waits for the promise. What it throws ends the fold of that partition.
   */
  readonly onEvents: (batch: readonly FoldedEvent[], state: PartitionState) => void | Promise<void>;
  /** A partition is not folded any more (a newer Runbook wrote to it, it cannot be read, `onEvents` threw). */
  readonly onError: (error: Error) => void;
  /** A record was passed over, alike by every reader. */
  readonly onUnreadable?: (partition: number, offset: number, reason: string) => void;
}

/** One batch of a partition that was taken in: for those who watch how the fold keeps up. */
export interface FoldedBatch {
  readonly partition: number;
  /** How many events it had, whether they counted or not. */
  readonly events: number;
  /** How many records were passed over. */
  readonly unreadable: number;
  /** When the log stamped its oldest record: milliseconds since 1970 UTC. */
  readonly oldest: number;
  /** Milliseconds from reading it until `onEvents` was done with it. */
  readonly tookMs: number;
}

/** A running fold of all partitions. */
export interface Fold {
  /** Resolves once everything that was in the log at the start was handed to `onEvents`; rejects as `onError`. */
  readonly caughtUp: Promise<void>;
  /** By partition; mutated as events come. */
  readonly states: ReadonlyMap<number, PartitionState>;
  /** Calls the listener after every batch; it must not throw. Returns what ends it. */
  onBatch(listener: (batch: FoldedBatch) => void): () => void;
  stop(): Promise<void>;
}

/**
 * Reads `runbook.events` of all partitions through the orchestrator's own fold and reports each event with
 * whether it counted: for the run index and the API, which decide nothing.
 */
export function startFold(options: FoldOptions): Fold {
  const { log } = options;
  const listeners = new Set<(batch: FoldedBatch) => void>();
  const folds = Array.from(
    { length: log.partitions },
    (_, partition) => new PartitionFold(createState(partition), -1),
  );
  const subscriptions = folds.map((fold) =>
    log.subscribe('runbook.events', {
      from: 'earliest',
      partitions: [fold.partition],
      onRecords: (records) => foldRecords(fold, records, options, listeners),
      onError: options.onError,
    }),
  );
  const caughtUp = Promise.all(subscriptions.map(({ caughtUp }) => caughtUp)).then(() => undefined);
  // Whoever does not wait for it learns of a failure by `onError`.
  caughtUp.catch(() => undefined);
  return {
    caughtUp,
    states: new Map(folds.map(({ partition, state }) => [partition, state])),
    onBatch: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    stop: async () => {
      await Promise.all(subscriptions.map((subscription) => subscription.close()));
    },
  };
}

async function foldRecords(
  fold: PartitionFold,
  records: readonly LogRecord[],
  { onEvents, onUnreadable }: FoldOptions,
  listeners: ReadonlySet<(batch: FoldedBatch) => void>,
): Promise<void> {
  const begun = performance.now();
  const batch: FoldedEvent[] = [];
  let unreadable = 0;
  for (const record of records) {
    const outcome = fold.fold(record);
    if (outcome.kind === 'folded') batch.push(outcome.folded);
    if (outcome.kind !== 'unreadable') continue;
    unreadable += 1;
    onUnreadable?.(fold.partition, outcome.offset, outcome.reason);
  }
  if (batch.length > 0) await onEvents(batch, fold.state);
  const [first] = records;
  if (first === undefined) return;
  const { partition } = fold;
  const tookMs = performance.now() - begun;
  const taken = { partition, events: batch.length, unreadable, oldest: first.timestamp, tookMs };
  for (const listener of listeners) listener(taken);
}
