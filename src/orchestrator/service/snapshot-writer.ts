import type { Logger } from 'pino';
import type { RepositoryName } from '../../events/index.ts';
import type { EventLog } from '../../log/index.ts';
import { deleteSuperseded, KnownKeys, takeCut, writeCut } from '../snapshot/index.ts';
import type { PartitionFold } from './partition-fold.ts';

/** How long events are kept that a checkpoint covers, in milliseconds of log time: a week. */
const KEEP_EVENTS_MS = 7 * 24 * 60 * 60 * 1_000;
/** Milliseconds of log time between two times that old events are let go. */
const TRIM_INTERVAL_MS = 60 * 60 * 1_000;
/** How many milliseconds the last cut may take before it is abandoned. */
const LAST_CUT_MS = 5_000;
/** A timer cannot wait for longer, in milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** How often an owner writes a snapshot. */
export interface SnapshotIntervals {
  /** Records folded since the last one. A tenth of it is worth one when the partition is given back. */
  readonly snapshotEvents: number;
  /** Milliseconds after which one is written if anything was folded. */
  readonly snapshotMs: number;
}

/** What the writer of one partition's snapshots works with. */
export interface SnapshotWriterOptions extends SnapshotIntervals {
  readonly log: EventLog;
  readonly logger: Logger;
  readonly fold: PartitionFold;
  /** What `runbook.state` held of the partition when it was restored. */
  readonly keys: readonly string[];
  /** Whether the partition is owned: others leave it to the owner. */
  readonly isOwned: () => boolean;
}

/**
 * Writes snapshots of a partition while its owner decides on: what is to be written is taken at once, the appends
 * follow by and by, one cut at a time. Nothing depends on it but the length of the next rebuild: a cut that fails
 * is abandoned and tried again later. After a checkpoint it lets go of old events that no rebuild needs.
 */
export class SnapshotWriter {
  readonly #options: SnapshotWriterOptions;
  readonly #known: KnownKeys;
  readonly #stopped = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;
  /** Records folded since the last cut that was completed, and since the last that was begun. */
  #sinceCut = 0;
  #sinceTry = 0;
  #trimmedAt = Number.NEGATIVE_INFINITY;
  #isEnding = false;
  #writing: Promise<void> | null = null;

  constructor(options: SnapshotWriterOptions) {
    this.#options = options;
    this.#known = new KnownKeys(options.keys);
    const { snapshotMs } = options;
    if (snapshotMs <= LONGEST_TIMER_MS) {
      this.#timer = setInterval(() => this.#consider(1, this.#sinceCut), snapshotMs);
    }
  }

  /** Records were folded. */
  onFolded(records: number): void {
    this.#sinceCut += records;
    this.#sinceTry += records;
    this.#consider(this.#options.snapshotEvents, this.#sinceTry);
  }

  /**
   * Ends it; resolves when nothing of it works any more.
   * @param last whether to write one more snapshot if that saves the next owner some time
   */
  async stop(last: boolean): Promise<void> {
    this.#isEnding = true;
    clearInterval(this.#timer);
    const abandon = setTimeout(() => this.#stopped.abort(new Error('There is no time left.')), LAST_CUT_MS);
    if (!last) this.#stopped.abort(new Error('The partition is not owned any more.'));
    await this.#writing;
    if (last && this.#sinceCut >= this.#options.snapshotEvents / 10) await this.#write();
    clearTimeout(abandon);
  }

  #consider(enough: number, folded: number): void {
    if (folded < enough || this.#writing !== null || this.#isEnding || !this.#options.isOwned()) return;
    this.#writing = this.#write().finally(() => {
      this.#writing = null;
      this.onFolded(0);
    });
  }

  /** Never rejects. */
  async #write(): Promise<void> {
    const { log, logger, fold } = this.#options;
    const { partition } = fold;
    const folded = this.#sinceCut;
    this.#sinceTry = 0;
    const changed = [...fold.changed];
    fold.changed.clear();
    const target = { log, partition, known: this.#known, signal: this.#stopped.signal };
    try {
      const cut = takeCut(fold.state, fold.last, changed);
      await writeCut(cut, target);
      this.#sinceCut -= folded;
      logger.debug({ partition, offset: cut.offset, repositories: changed.length }, 'snapshot written');
      await this.#letGo(cut.offset, cut.facts.now);
    } catch (error) {
      this.#abandon(changed, error);
    }
  }

  #abandon(changed: readonly RepositoryName[], error: unknown): void {
    const { logger, fold } = this.#options;
    for (const repository of changed) fold.changed.add(repository);
    if (this.#stopped.signal.aborted) return;
    logger.warn({ partition: fold.partition, err: error }, 'no snapshot was written; trying again later');
  }

  /** What the checkpoint at `offset` makes superfluous; what stays now goes after the next one. */
  async #letGo(offset: number, now: number): Promise<void> {
    const { log, logger, fold } = this.#options;
    const { partition } = fold;
    const { signal } = this.#stopped;
    try {
      await deleteSuperseded(offset, { log, partition, known: this.#known, signal });
      if (now < this.#trimmedAt + TRIM_INTERVAL_MS || signal.aborted) return;
      this.#trimmedAt = now;
      await log.trim('runbook.events', partition, { before: offset + 1, olderThan: now - KEEP_EVENTS_MS });
    } catch (error) {
      logger.warn(
        { partition, err: error },
        'old snapshots or events could not be removed; trying again later',
      );
    }
  }
}
