import type { Logger } from 'pino';
import { removeSpooled } from './spool-removal.ts';

/** Milliseconds between two searches for old output, unless room is needed. */
const SEARCH_MS = 60 * 60 * 1_000;
/** More than this, in bytes, that waits for the log is worth a line of the worker's own log, every so often. */
const MUCH_UNSENT_BYTES = 256 * 1024 * 1024;
const UNSENT_LINE_MS = 5 * 60 * 1_000;

export interface UpkeepOptions {
  /** The folder of the spool's logs. */
  readonly root: string;
  /** Milliseconds that output is kept after it was stored. */
  readonly keptMs: number;
  /** Under this many free bytes what is stored goes before its time. */
  readonly leastFreeBytes: number;
  readonly freeDisk: () => number;
  /** Whether a job's folder has to stay. */
  readonly needed: (folder: string) => boolean;
  /** Bytes that are not stored on the log. */
  readonly unsentBytes: () => number;
  readonly logger: Logger;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}

/** Keeps the spool small: what is stored goes after its time, or earlier where the disk is full. What is not, stays. */
export class SpoolUpkeep {
  readonly #options: UpkeepOptions;
  #removing: Promise<void> | null = null;
  #searchedAt = Number.NEGATIVE_INFINITY;
  #saidUnsentAt = Number.NEGATIVE_INFINITY;

  constructor(options: UpkeepOptions) {
    this.#options = options;
  }

  /** Looks what has to be done, and does it in the background. */
  look(): void {
    this.#sayUnsent();
    const due = performance.now() - this.#searchedAt >= SEARCH_MS;
    if (this.#removing !== null || (!due && !this.#needsRoom())) return;
    this.#searchedAt = performance.now();
    this.#removing = this.#remove().finally(() => {
      this.#removing = null;
    });
  }

  /** Resolves when nothing is being removed. */
  async idle(): Promise<void> {
    await this.#removing;
  }

  async #remove(): Promise<void> {
    const { root, needed, keptMs, logger, now } = this.#options;
    try {
      const before = now() - keptMs;
      const removed = await removeSpooled({ root, needed, before, needsRoom: () => this.#needsRoom() });
      if (removed > 0) logger.info({ removed }, 'Output that is stored was removed from the spool');
    } catch (error) {
      logger.warn({ err: error }, 'Old output cannot be removed from the spool');
    }
  }

  #needsRoom(): boolean {
    return this.#options.freeDisk() < this.#options.leastFreeBytes;
  }

  #sayUnsent(): void {
    const unsentBytes = this.#options.unsentBytes();
    if (unsentBytes < MUCH_UNSENT_BYTES || performance.now() - this.#saidUnsentAt < UNSENT_LINE_MS) return;
    this.#saidUnsentAt = performance.now();
    this.#options.logger.warn({ unsentBytes }, 'Output waits in the spool for the event log');
  }
}
