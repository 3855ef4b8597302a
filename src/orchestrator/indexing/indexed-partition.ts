import type { Logger } from 'pino';
import {
  type EventLog,
  LogPositionError,
  type LogRecord,
  LogUnavailableError,
  type Subscription,
} from '../../log/index.ts';
import type { FoldedEvent, RunIndex } from '../../store/index.ts';
import { type FoldedBatch, PartitionFold } from '../service/index.ts';
import type { PartitionState } from '../state/index.ts';
import { FoldKeeper, type FoldedState } from './fold-keeper.ts';
import { LogWitness, type RememberedEvent } from './log-witness.ts';

/** Where the fold of a partition begins. */
export interface PartitionStart {
  /** Offset -1: before the first event. */
  readonly from: FoldedState;
  /** The newest event in the index; null: nothing is. */
  readonly indexed: RememberedEvent | null;
}

/** What the fold of one partition works with. */
export interface IndexedPartitionOptions {
  readonly log: EventLog;
  readonly index: RunIndex;
  readonly logger: Logger;
  readonly start: PartitionStart;
  /** Events after which the state is kept. */
  readonly keepEvents: number;
  /** A batch was brought into the index. */
  readonly onBatch: (batch: FoldedBatch) => void;
  /** It ended after it had caught up. */
  readonly onError: (error: Error) => void;
}

/** One partition of `runbook.events`, folded on from a state that was kept, and brought into the index. */
export class IndexedPartition {
  readonly partition: number;
  readonly state: PartitionState;
  readonly #options: IndexedPartitionOptions;
  readonly #fold: PartitionFold;
  readonly #witness: LogWitness;
  readonly #keeper: FoldKeeper;
  #newest: RememberedEvent;
  #subscription: Subscription | null = null;
  #isCaughtUp = false;
  #isClosed = false;
  /** Whether the index may lack something that is in the state. */
  #isAhead = false;

  constructor(options: IndexedPartitionOptions) {
    const { from, indexed } = options.start;
    this.#options = options;
    this.partition = from.state.partition;
    this.state = from.state;
    this.#newest = from;
    this.#fold = new PartitionFold(from.state, from.offset);
    this.#witness = new LogWitness(this.partition, indexed === null ? [from] : [from, indexed]);
    this.#keeper = new FoldKeeper({
      partition: this.partition,
      index: options.index,
      logger: options.logger,
      keepEvents: options.keepEvents,
      current: () => (this.#isAhead ? null : { state: this.state, ...this.#newest }),
    });
  }

  /**
   * Folds what is in the log; resolves once it is at what was its end.
   * @throws OtherLogError where the log is not the one that state and index were made from
   * @throws LogPositionError where the log does not hold what comes next
   * @throws whatever else ends it, the end by `close` too
   */
  async catchUp(): Promise<void> {
    const { offset } = this.#options.start.from;
    try {
      // From the newest event in the state on, which tells whether this is the same log.
      await this.#follow(Math.max(0, offset));
    } catch (error) {
      if (!(error instanceof LogPositionError) || offset < 0) throw error;
      // That one may be gone; then what comes next is all there is.
      await this.#follow(offset + 1);
    }
    this.#witness.end();
    this.#isCaughtUp = true;
  }

  /** Keeps the state for the next start. */
  keep(): Promise<void> {
    return this.#keeper.keep();
  }

  /** Ends it; resolves when it writes nothing any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#subscription?.close();
    await this.#keeper.settled();
  }

  async #follow(first: number): Promise<void> {
    const { partition } = this;
    if (this.#isClosed) throw new LogUnavailableError('The partition was closed before it had caught up.');
    this.#witness.begin(first);
    this.#subscription = this.#options.log.subscribe('runbook.events', {
      from: new Map([[partition, first]]),
      partitions: [partition],
      onRecords: (records) => this.#onRecords(records),
      onError: (error) => {
        if (this.#isCaughtUp && !this.#isClosed) this.#options.onError(error);
      },
    });
    await this.#subscription.caughtUp;
  }

  #onRecords(records: readonly LogRecord[]): void {
    const { index, logger, onBatch } = this.#options;
    const { partition } = this;
    const begun = performance.now();
    const batch: FoldedEvent[] = [];
    let unreadable = 0;
    this.#isAhead = true;
    for (const record of records) {
      this.#witness.see(record);
      const outcome = this.#fold.fold(record);
      if (outcome.kind === 'repeated') continue;
      if (outcome.kind === 'folded') batch.push(outcome.folded);
      else {
        const { offset, reason } = outcome;
        unreadable += 1;
        logger.warn({ partition, offset, reason }, 'a record of the log was passed over');
      }
      this.#newest = { offset: record.offset, timestamp: record.timestamp };
    }
    index.project(batch);
    this.#isAhead = false;
    this.#keeper.folded(batch.length);
    const [first] = records;
    if (first === undefined) return;
    const tookMs = performance.now() - begun;
    onBatch({ partition, events: batch.length, unreadable, oldest: first.timestamp, tookMs });
  }
}
