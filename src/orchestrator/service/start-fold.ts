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

/** A running fold of all partitions. */
export interface Fold {
  /** Resolves once everything that was in the log at the start was handed to `onEvents`; rejects as `onError`. */
  readonly caughtUp: Promise<void>;
  /** By partition; mutated as events come. */
  readonly states: ReadonlyMap<number, PartitionState>;
  stop(): Promise<void>;
}

/**
 * Reads `runbook.events` of all partitions through the orchestrator's own fold and reports each event with
 * whether it counted: for the run index and the API, which decide nothing.
 */
export function startFold(options: FoldOptions): Fold {
  const { log } = options;
  const folds = Array.from(
    { length: log.partitions },
    (_, partition) => new PartitionFold(createState(partition), -1),
  );
  const subscriptions = folds.map((fold) =>
    log.subscribe('runbook.events', {
      from: 'earliest',
      partitions: [fold.partition],
      onRecords: (records) => foldRecords(fold, records, options),
      onError: options.onError,
    }),
  );
  const caughtUp = Promise.all(subscriptions.map(({ caughtUp }) => caughtUp)).then(() => undefined);
  // Whoever does not wait for it learns of a failure by `onError`.
  caughtUp.catch(() => undefined);
  return {
    caughtUp,
    states: new Map(folds.map(({ partition, state }) => [partition, state])),
    stop: async () => {
      await Promise.all(subscriptions.map((subscription) => subscription.close()));
    },
  };
}

function foldRecords(
  fold: PartitionFold,
  records: readonly LogRecord[],
  { onEvents, onUnreadable }: FoldOptions,
): void | Promise<void> {
  const batch: FoldedEvent[] = [];
  for (const record of records) {
    const outcome = fold.fold(record);
    if (outcome.kind === 'folded') batch.push(outcome.folded);
    if (outcome.kind === 'unreadable') onUnreadable?.(fold.partition, outcome.offset, outcome.reason);
  }
  return batch.length === 0 ? undefined : onEvents(batch, fold.state);
}
