import { setTimeout as delay } from 'node:timers/promises';
import type { Decision, Draft, FeedDraft, JobId, OwnerId, WorkerId } from '../../events/index.ts';
import { BackOff, LogPositionError, type LogRecord, type Subscription } from '../../log/index.ts';
import { decide } from '../decide/index.ts';
import type { IntakeSource } from '../intake/index.ts';
import type { Presence } from '../presence/index.ts';
import { publish, republish } from '../publish/index.ts';
import { restorePartition } from '../snapshot/index.ts';
import { type PartitionState, pendingDeliveries } from '../state/index.ts';
import { DecisionFlight } from './decision-flight.ts';
import { IntakeQueue } from './intake-queue.ts';
import type { OfferHints } from './offer-hints.ts';
import type { FoldedEvent } from '../../store/index.ts';
import { PartitionFold } from './partition-fold.ts';
import { PartitionWriter, type PartitionWriterOptions } from './partition-writer.ts';
import { lessThan } from './refused-decisions.ts';
import { type SnapshotIntervals, SnapshotWriter } from './snapshot-writer.ts';

/** Milliseconds; pauses between takeovers double up to it. */
const LONGEST_PAUSE_MS = 10_000;

/** What one partition's owner works with. */
export interface OwnedPartitionOptions
  extends Omit<PartitionWriterOptions, 'onUntellable'>,
    SnapshotIntervals {
  readonly intake: IntakeSource;
  /** The fold of `runbook.workers`, kept by the caller. */
  readonly presence: Presence;
  /** Shared by all partitions of the orchestrator. */
  readonly hints: OfferHints;
  readonly newOwnerId: () => OwnerId;
  /** Milliseconds before the partition is taken over again after a failed append, or after a rival took it. */
  readonly firstPauseMs: number;
  /** Milliseconds of silence, in the log's time, after which a worker is lost. */
  readonly lossLimitMs: number;
  readonly onCounted: (folded: FoldedEvent) => void;
  /** A takeover was read back: from now on this orchestrator decides. */
  readonly onOwned: () => void;
  /** The partition cannot go on (it cannot be read, a rule threw): nothing more happens until it is made anew. */
  readonly onFailed: (error: Error) => void;
}

/**
 * One partition of `runbook.events` while the group assigns it to this orchestrator: folds it, takes it over,
 * and decides for it as long as it is the newest owner in the log.
 *
 * Whatever may have gone wrong with an append, it takes the partition over again under a new owner id: what was
 * stored late, or only seems lost, then does not count, and everything is decided again from the state. Only what
 * the log refuses for its size was surely not stored: that is decided with less, and the partition goes on.
 */
export class OwnedPartition {
  readonly #options: OwnedPartitionOptions;
  readonly #writer: PartitionWriter;
  readonly #intake: IntakeQueue;
  readonly #stopped = new AbortController();
  readonly #backOff: BackOff;
  /** Decisions and takeovers on their way to the log; none of them rejects. */
  readonly #work = new Set<Promise<void>>();
  #subscription: Subscription | null = null;
  /** Null until the partition was restored from its snapshots. */
  #fold: PartitionFold | null = null;
  #snapshots: SnapshotWriter | null = null;
  /** The owner id of the newest takeover that we tried. */
  #owner: OwnerId | null = null;
  /** Whether our takeover was read back and no newer one since. */
  #owning = false;
  /** Whether a takeover is under way: from the decision to try until it is read back. */
  #takingOver = false;
  /** The log's time of this owner's first tick; silence of workers is measured from then on. */
  #firstTick: number | null = null;
  #flight: DecisionFlight | null = null;
  /** Why no worker can be told of a grant, by attempt; forgotten with the process, and found again by the next. */
  readonly #undelivered = new Map<JobId, string>();
  #problem: string | null = 'is being read.';

  constructor(options: OwnedPartitionOptions) {
    this.#options = options;
    this.#writer = new PartitionWriter({
      ...options,
      onUntellable: (draft, reason) => this.#onUntellable(draft, reason),
    });
    this.#backOff = new BackOff(options.firstPauseMs, LONGEST_PAUSE_MS);
    this.#intake = new IntakeQueue({
      source: options.intake,
      logger: options.logger,
      onPrepared: () => this.#decide(),
    });
  }

  /** Why it does not decide at the moment; null while it does. */
  get problem(): string | null {
    return this.#problem === null ? null : `Partition ${this.#options.partition} ${this.#problem}`;
  }

  /** Begins to read the partition; takes it over once it is read. */
  start(): void {
    this.#track(this.#rebuild().catch((error: unknown) => this.#fail(errorOf(error))));
  }

  /** Restores the newest snapshot and follows the events after it. */
  async #rebuild(): Promise<void> {
    const { log, logger, partition, snapshotEvents, snapshotMs } = this.#options;
    const { state, next, keys } = await restorePartition(log, partition, this.#stopped.signal);
    if (this.#stopped.signal.aborted) return;
    const fold = new PartitionFold(state, next - 1);
    const isOwned = (): boolean => this.#owning;
    this.#fold = fold;
    this.#snapshots = new SnapshotWriter({ log, logger, fold, keys, isOwned, snapshotEvents, snapshotMs });
    this.#subscription = log.subscribe('runbook.events', {
      from: new Map([[partition, next]]),
      partitions: [partition],
      onRecords: (records) => this.#onRecords(fold, records),
      onError: (error) => this.#fail(fold.last < next ? unreachable(next, error) : error),
    });
    this.#subscription.caughtUp.then(
      () => this.#takeOver(0),
      () => undefined, // `onError` says why.
    );
  }

  /** What its events mean up to now; null while it does not decide. */
  get ownState(): PartitionState | null {
    return this.#owning && this.#fold !== null ? this.#fold.state : null;
  }

  /**
   * A tick for this partition was folded into presence: time has passed. `timestamp` is the log's, in
   * milliseconds since 1970 UTC.
   */
  onTick(owner: OwnerId, timestamp: number): void {
    if (owner === this.#owner && this.#owning) {
      if (this.#firstTick === null) this.#firstTick = timestamp;
      else this.#backOff.reset();
    }
    this.#decide();
  }

  /**
   * Workers were heard of. Heartbeats come often and mean something only to a claim that is not granted yet, whose
   * worker may not have been known; silence is looked at with each tick.
   */
  onWorkers(left: readonly WorkerId[]): void {
    const state = this.ownState;
    if (state === null) return;
    const { agenda, granted } = state;
    if (agenda.claimed.size > 0 || left.some((worker) => granted.has(worker))) this.#decide();
  }

  /** The heartbeat of the owner: its clock on the log, and what workers may have missed once more. */
  tick(): void {
    const state = this.ownState;
    if (this.#owner === null || state === null) return;
    this.#writer.tick(this.#owner);
    this.tell(republish(state));
  }

  /** Tells workers, if it is the owner; only what counted may be told. */
  tell(records: readonly FeedDraft[]): void {
    if (this.#owner === null || !this.#owning) return;
    this.#writer.publish(this.#owner, this.#options.hints.addTo(records));
  }

  /** Ends it; resolves when nothing of it works any more. */
  async stop(): Promise<void> {
    const wasOwning = this.#owning;
    this.#stopped.abort();
    this.#owning = false;
    await Promise.all([this.#subscription?.close(), this.#intake.stop()]);
    await Promise.all([...this.#work, this.#writer.settled(), this.#snapshots?.stop(wasOwning)]);
  }

  #onRecords(fold: PartitionFold, records: readonly LogRecord[]): void {
    if (this.#stopped.signal.aborted) return;
    const { logger, onCounted, partition, hints } = this.#options;
    const feed: FeedDraft[] = [];
    let read = 0;
    for (const record of records) {
      const outcome = fold.fold(record);
      if (outcome.kind === 'repeated') continue;
      read += 1;
      if (outcome.kind === 'unreadable') {
        logger.warn({ partition, offset: outcome.offset, reason: outcome.reason }, 'a record cannot be read');
        continue;
      }
      const { folded, reason } = outcome;
      this.#followOwnership(folded);
      this.#flight?.read(folded.event, folded.counted);
      if (folded.counted) {
        hints.follow(folded.event);
        if (this.#owning) feed.push(...publish(fold.state, folded.event));
        onCounted(folded);
      } else {
        logger.debug({ partition, offset: record.offset, type: folded.event.type, reason }, 'did not count');
      }
    }
    if (this.#owner !== null) this.#writer.publish(this.#owner, hints.addTo(feed));
    this.#decide();
    this.#snapshots?.onFolded(read);
  }

  #followOwnership({ event, counted }: FoldedEvent): void {
    if (event.type !== 'partition_owned' || !counted) return;
    if (event.owner === this.#owner) this.#onOwned();
    else if (this.#owning) this.#retake(`was taken over by ${event.owner}.`);
  }

  #onOwned(): void {
    const { logger, partition } = this.#options;
    this.#takingOver = false;
    this.#owning = true;
    this.#problem = null;
    this.#firstTick = null;
    this.#flight = null;
    logger.info({ partition, owner: this.#owner }, 'partition owned');
    this.tick();
    this.#options.onOwned();
  }

  #decide(): void {
    const owner = this.#owner;
    if (owner === null || !this.#owning || this.#fold === null) return;
    if (this.#flight !== null) {
      if (!this.#flight.landed) return;
      const { futile } = this.#flight;
      this.#flight = null;
      if (futile) {
        const { logger, partition } = this.#options;
        logger.error({ partition }, 'none of the decisions counted: deciding again when something changed');
        return;
      }
    }
    let decisions: Draft<Decision>[];
    try {
      const { state } = this.#fold;
      this.#intake.follow(pendingDeliveries(state));
      const prepared = this.#intake.prepared();
      const { presence, lossLimitMs } = this.#options;
      for (const job of this.#undelivered.keys()) if (!state.live.has(job)) this.#undelivered.delete(job);
      const undelivered = this.#undelivered;
      const firstTick = this.#firstTick;
      decisions = decide(state, { owner, presence, prepared, firstTick, lossLimitMs, undelivered });
    } catch (error) {
      this.#fail(errorOf(error));
      return;
    }
    if (decisions.length > 0) this.#track(this.#append(owner, decisions));
  }

  async #append(owner: OwnerId, decisions: readonly Draft<Decision>[]): Promise<void> {
    for (let wanted: readonly Draft<Decision>[] | null = decisions; wanted !== null; ) {
      const records = this.#writer.recordsOf(owner, wanted);
      this.#flight = new DecisionFlight(owner, records.length);
      try {
        await this.#writer.decide(records);
        return;
      } catch (error) {
        if (this.#owner !== owner || this.#stopped.signal.aborted) return;
        wanted = lessThan(wanted.slice(0, records.length), error);
        const { logger, partition } = this.#options;
        if (wanted === null) this.#retake(`could not store its decisions: ${errorOf(error).message}`);
        else
          logger.warn({ partition, err: error }, 'the log refused decisions for their size; deciding less');
      }
    }
  }

  #onUntellable(draft: FeedDraft, reason: string): void {
    if (draft.type !== 'job_granted') return;
    this.#undelivered.set(draft.job, `Its worker cannot be told of it. ${reason}`);
    this.#decide();
  }

  #retake(problem: string): void {
    if (this.#takingOver || this.#stopped.signal.aborted) return;
    this.#options.logger.warn({ partition: this.#options.partition }, `partition ${problem}`);
    this.#problem = problem;
    this.#takeOver(this.#backOff.next());
  }

  /** Appends `partition_owned` after a pause, again and again until it is stored. */
  #takeOver(pauseMs: number): void {
    this.#takingOver = true;
    this.#owning = false;
    const { signal } = this.#stopped;
    const work = async (): Promise<void> => {
      for (let pause = pauseMs; this.#takingOver; pause = this.#backOff.next()) {
        if (pause > 0) await delay(pause, undefined, { signal });
        if (signal.aborted || (await this.#appendTakeover())) return;
      }
    };
    // Only the abort of a pause rejects.
    this.#track(work().catch(() => undefined));
  }

  /** Gives whether it was stored; it counts when it is read back, which may be before. */
  async #appendTakeover(): Promise<boolean> {
    const { logger, newOwnerId, partition } = this.#options;
    const owner = newOwnerId();
    this.#owner = owner;
    this.#owning = false;
    try {
      await this.#writer.decide(this.#writer.recordsOf(owner, [{ type: 'partition_owned', owner }]));
      return true;
    } catch (error) {
      this.#problem = `could not be taken over: ${errorOf(error).message}`;
      logger.warn({ partition, err: error }, 'partition could not be taken over; trying again');
      return false;
    }
  }

  #fail(error: Error): void {
    if (this.#stopped.signal.aborted) return;
    this.#stopped.abort();
    this.#owning = false;
    this.#problem = `stopped: ${error.message}`;
    this.#track(this.#intake.stop());
    this.#options.onFailed(error);
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#work.delete(tracked));
    this.#work.add(tracked);
  }
}

/** Why a partition cannot be rebuilt where its first events could not be read. */
function unreachable(next: number, error: Error): Error {
  if (!(error instanceof LogPositionError)) return error;
  return new LogPositionError(
    `It can be rebuilt only from the event at offset ${next} on. ${error.message} ` +
      'Bring runbook.events and runbook.state back from one backup.',
    { cause: error },
  );
}

function errorOf(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
