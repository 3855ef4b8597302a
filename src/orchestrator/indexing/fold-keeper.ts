import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import type { Logger } from 'pino';
import type { KeptFold, RunIndex } from '../../store/index.ts';
import { decodePartitionState, encodePartitionState, NewerSnapshotError } from '../snapshot/index.ts';
import type { PartitionState } from '../state/index.ts';

const compress = promisify(gzip);

/** So many times what keeping a state took passes before the next one: a large state costs 2 % of the time. */
const PAUSE_FACTOR = 50;

/** A partition's state and the newest event in it. */
export interface FoldedState extends Omit<KeptFold, 'state'> {
  readonly state: PartitionState;
}

/** What a keeper works with. */
export interface FoldKeeperOptions {
  readonly partition: number;
  readonly index: Pick<RunIndex, 'folds'>;
  readonly logger: Logger;
  /** Events after which the state is kept. */
  readonly keepEvents: number;
  /** The state as it is; null while the index may lack something that is in it. */
  readonly current: () => FoldedState | null;
}

/** Keeps a partition's state in the index now and then, so that the next start need not fold its events again. */
export class FoldKeeper {
  readonly #options: FoldKeeperOptions;
  /** The events folded since what was kept last. */
  #folded = 0;
  /** A time of `performance.now()`. */
  #notBefore = 0;
  #keeping: Promise<void> | null = null;

  constructor(options: FoldKeeperOptions) {
    this.#options = options;
  }

  /** So many more events are in the state and in the index. */
  folded(events: number): void {
    this.#folded += events;
    if (this.#folded < this.#options.keepEvents || this.#keeping !== null) return;
    if (performance.now() >= this.#notBefore) this.#keeping = this.#keep();
  }

  /** Keeps the state, unless it is kept already. Never rejects: what is older stays then. */
  async keep(): Promise<void> {
    await this.settled();
    if (this.#folded === 0) return;
    this.#keeping = this.#keep();
    await this.#keeping;
  }

  /** Resolves when nothing is being kept. */
  async settled(): Promise<void> {
    while (this.#keeping !== null) await this.#keeping;
  }

  async #keep(): Promise<void> {
    const { partition, index, logger, current } = this.#options;
    const begun = performance.now();
    const events = this.#folded;
    this.#folded = 0;
    try {
      const folded = current();
      if (folded !== null) {
        const { state, offset, timestamp } = folded;
        index.folds.keep(partition, { offset, timestamp, state: await packState(state) });
      }
    } catch (error) {
      this.#folded += events;
      logger.error(
        { err: error, partition },
        'The state of a partition is not kept: the next start takes longer',
      );
    }
    this.#notBefore = performance.now() + PAUSE_FACTOR * (performance.now() - begun);
    this.#keeping = null;
  }
}

/** A state as it is kept: what changes in it after the call does not show. */
export async function packState(state: PartitionState): Promise<Buffer> {
  return compress(encodePartitionState(state));
}

/**
 * The state that was kept; null where it cannot be read.
 * @throws NewerSnapshotError where a newer Runbook kept it
 */
export function unpackState({ state }: KeptFold): PartitionState | null {
  try {
    return decodePartitionState(gunzipSync(state).toString());
  } catch (error) {
    if (error instanceof NewerSnapshotError) throw error;
    return null;
  }
}
