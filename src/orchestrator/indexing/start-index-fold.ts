import type { Logger } from 'pino';
import { type EventLog, LogPositionError } from '../../log/index.ts';
import type { RunFiles, RunIndex } from '../../store/index.ts';
import type { Fold, FoldedBatch } from '../service/index.ts';
import { createState, type PartitionState } from '../state/index.ts';
import { unpackState } from './fold-keeper.ts';
import { IndexedPartition, type PartitionStart } from './indexed-partition.ts';
import { OtherLogError } from './log-witness.ts';
import { rebuildIndex } from './rebuild-index.ts';

/** Unless told otherwise the states are kept after so many events, */
const KEEP_EVENTS = 10_000;
/** and after so many milliseconds if there were any: ten minutes. */
const KEEP_MS = 10 * 60_000;
/** How often the index is made anew at a start: events may go while it is, but not again and again. */
const MOST_REBUILDS = 3;

/** What the fold that feeds a run index works with. */
export interface IndexFoldOptions {
  readonly log: EventLog;
  readonly index: RunIndex;
  /** Where finished runs are found whose events are gone. */
  readonly runFiles: Pick<RunFiles, 'all'>;
  readonly logger: Logger;
  /** Events are not brought into the index any more (a newer Runbook wrote them, they cannot be read or stored). */
  readonly onError: (error: Error) => void;
  /** Events of a partition after which its state is kept. Default: 10,000. */
  readonly keepEvents?: number;
  /** Milliseconds after which states with new events are kept. Default: ten minutes. */
  readonly keepMs?: number;
}

/**
 * Folds `runbook.events` as every reader does and brings it into a run index. It goes on where it ended the last
 * time. Where it cannot (there is no index, it was made from another log, what comes next is gone) the index is
 * made anew, as far as needed from snapshots and from the files of finished runs.
 *
 * `states` is complete once `caughtUp` resolves; before, it may lack partitions or be replaced.
 */
export function startIndexFold(options: IndexFoldOptions): Fold {
  return new IndexFold(options);
}

class IndexFold implements Fold {
  readonly caughtUp: Promise<void>;
  readonly states = new Map<number, PartitionState>();
  readonly #options: IndexFoldOptions;
  readonly #stopping = new AbortController();
  readonly #timer: NodeJS.Timeout;
  /** Whether the index had nothing at the start. */
  readonly #wasEmpty: boolean;
  readonly #listeners = new Set<(batch: FoldedBatch) => void>();
  #partitions: readonly IndexedPartition[] = [];

  constructor(options: IndexFoldOptions) {
    this.#options = options;
    this.#wasEmpty = options.index.places.size === 0;
    this.caughtUp = this.#begin();
    this.caughtUp.catch((error: unknown) => {
      if (this.#stopping.signal.aborted) return;
      options.onError(error instanceof Error ? error : new Error(String(error), { cause: error }));
    });
    this.#timer = setInterval(() => void this.#keep(), options.keepMs ?? KEEP_MS).unref();
  }

  onBatch(listener: (batch: FoldedBatch) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#timer);
    await this.#close();
    await this.caughtUp.catch(() => undefined);
    await this.#keep();
  }

  async #begin(): Promise<void> {
    let starts = this.#kept();
    for (let rebuilds = 0; ; rebuilds += 1) {
      try {
        starts ??= await rebuildIndex({ ...this.#options, signal: this.#stopping.signal });
        await this.#follow(starts);
        return;
      } catch (error) {
        await this.#close();
        const isElsewhere = error instanceof LogPositionError || error instanceof OtherLogError;
        if (!isElsewhere || this.#stopping.signal.aborted || rebuilds === MOST_REBUILDS) throw error;
        this.#tellAnew(error.message);
        // Their states must not be kept beside an index that is made anew.
        this.#partitions = [];
        starts = null;
      }
    }
  }

  /** Where the partitions go on; null where what was kept is of no use. @throws NewerSnapshotError */
  #kept(): readonly PartitionStart[] | null {
    const { log, index } = this.#options;
    const starts: PartitionStart[] = [];
    for (let partition = 0; partition < log.partitions; partition += 1) {
      const kept = index.folds.kept(partition);
      const state = kept === null ? createState(partition) : unpackState(kept);
      if (state === null || state.partition !== partition) {
        this.#tellAnew(`The state of partition ${partition} that was kept in it cannot be read.`);
        return null;
      }
      const { offset, timestamp } = kept ?? { offset: -1, timestamp: null };
      starts.push({ from: { state, offset, timestamp }, indexed: index.places.get(partition) ?? null });
    }
    if ([...index.places.keys()].every((partition) => partition < log.partitions)) return starts;
    this.#tellAnew('It was made from a log with more partitions.');
    return null;
  }

  /** An index that had nothing is no loss. */
  #tellAnew(reason: string): void {
    const { logger } = this.#options;
    if (this.#wasEmpty) logger.info({ reason }, 'The run index is made from snapshots');
    else logger.warn({ reason }, 'The run index is made anew');
  }

  async #follow(starts: readonly PartitionStart[]): Promise<void> {
    const { log, index, logger, onError, keepEvents = KEEP_EVENTS } = this.#options;
    this.#stopping.signal.throwIfAborted();
    const onBatch = (batch: FoldedBatch): void => {
      for (const listener of this.#listeners) listener(batch);
    };
    this.#partitions = starts.map(
      (start) => new IndexedPartition({ log, index, logger, start, keepEvents, onBatch, onError }),
    );
    this.states.clear();
    for (const { partition, state } of this.#partitions) this.states.set(partition, state);
    await Promise.all(this.#partitions.map((partition) => partition.catchUp()));
  }

  async #close(): Promise<void> {
    await Promise.all(this.#partitions.map((partition) => partition.close()));
  }

  async #keep(): Promise<void> {
    await Promise.all(this.#partitions.map((partition) => partition.keep()));
  }
}
