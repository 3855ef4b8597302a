import type { Logger } from 'pino';
import { type StepOutput, stampOutput } from '../../events/index.ts';
import { type EventLog, InvalidRecordError } from '../../log/index.ts';
import { appendRetrying } from '../claiming/index.ts';
import type { ByteBudget } from './byte-budget.ts';
import { readLines, textOf } from './read-lines.ts';

/** The least that an append takes of the budget: it bounds how many are on their way. */
const LEAST_COST_BYTES = 64 * 1024;

/** Which step's log: what every record of it says. */
export type ShippedLog = Omit<StepOutput, 'v' | 'at' | 'by' | 'type' | 'offset' | 'text'>;

/** What all shipments of a worker share. */
export interface ShipmentHost {
  readonly log: EventLog;
  readonly budget: ByteBudget;
  /** Bytes of one record, unless a single line has more. */
  readonly chunkBytes: number;
  /** Milliseconds between two repeats of one log. */
  readonly resendPauseMs: number;
  readonly logger: Logger;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Aborted when the worker ends. */
  readonly signal: AbortSignal;
  /** What was stored on the log, repeats too. */
  readonly onStored: (bytes: number) => void;
}

/**
 * Sends one step's log from its file, piece by piece in order, each once the one before is stored: so what the log
 * holds of a step has no gap, and no more than one piece of it is in memory however long the log is away.
 */
export class Shipment {
  readonly path: string;
  readonly #of: ShippedLog;
  readonly #host: ShipmentHost;
  /** The whole lines that the file has. */
  #available = 0;
  #next: number;
  #acknowledged: number;
  /** Where to go on once the piece on its way is stored; null: after it. */
  #rewind: number | null = null;
  /** The end of what is being sent again; up to `#next` nothing is. */
  #repeatEnd = 0;
  #repeatedAt = Number.NEGATIVE_INFINITY;
  #sending: Promise<void> | null = null;
  #broken = false;

  /** @param acknowledged bytes known to be stored on the log */
  constructor(of: ShippedLog, path: string, acknowledged: number, host: ShipmentHost) {
    this.#of = of;
    this.path = path;
    this.#host = host;
    this.#next = acknowledged;
    this.#acknowledged = acknowledged;
  }

  /** Bytes, from the first on, that are known to be stored on the log. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** Bytes of the file that are not. */
  get unsent(): number {
    return Math.max(0, this.#available - this.#acknowledged);
  }

  /** Whether nothing is on its way, nor would have to be; also where the file cannot be read any more. */
  get resting(): boolean {
    return this.#sending === null && (this.#broken || this.#next >= this.#available);
  }

  /** Whether it rests for so long that it could be asked again. */
  get rested(): boolean {
    return this.resting && performance.now() - this.#repeatedAt >= this.#host.resendPauseMs;
  }

  /** Says how many bytes of whole lines the file has now. */
  grow(available: number): void {
    this.#available = Math.max(this.#available, available);
    this.#send();
  }

  /** Sends what follows on `from` again; not while it does so already or has just done so, nor what is still to be sent. */
  resend(from: number): void {
    const repeats = this.#rewind !== null || this.#next < this.#repeatEnd;
    if (repeats || from >= this.#next) return;
    if (performance.now() - this.#repeatedAt < this.#host.resendPauseMs) return;
    this.#repeatEnd = this.#next;
    if (this.#sending === null) this.#next = from;
    else this.#rewind = from;
    this.#send();
  }

  /** Resolves when it rests, or the worker ends. */
  async idle(): Promise<void> {
    while (this.#sending !== null) await this.#sending;
  }

  #send(): void {
    if (this.#broken || this.#next >= this.#available || this.#host.signal.aborted) return;
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
      this.#send();
    });
  }

  async #sendAll(): Promise<void> {
    try {
      while (this.#next < this.#available && !this.#host.signal.aborted) await this.#sendPiece();
    } catch (error) {
      this.#broken = true;
      const { job, file } = this.#of;
      this.#host.logger.error({ err: error, job, file }, 'The log of a step cannot be read to be sent');
    }
  }

  async #sendPiece(): Promise<void> {
    const { budget, chunkBytes, signal } = this.#host;
    const from = this.#next;
    const cost = Math.max(LEAST_COST_BYTES, Math.min(chunkBytes, this.#available - from));
    const giveBack = await budget.take(cost);
    try {
      if (signal.aborted) return;
      const bytes = await readLines(this.path, { from, end: this.#available, most: chunkBytes });
      if (await this.#append(from, textOf(bytes))) this.#stored(from, bytes.length);
    } finally {
      giveBack();
    }
  }

  /** Gives false where the worker ends first. A piece that the log refuses for good is left out: servers say so. */
  async #append(offset: number, text: string): Promise<boolean> {
    const { log, logger, now, signal } = this.#host;
    const draft = { type: 'step_output', ...this.#of, offset, text } as const;
    const value = JSON.stringify(stampOutput(draft, { by: `worker:${this.#of.worker}`, now: now() }));
    try {
      return await appendRetrying(log, 'runbook.logs', [{ key: String(this.#of.job), value }], signal);
    } catch (error) {
      if (!(error instanceof InvalidRecordError)) throw error;
      const { job, file } = this.#of;
      logger.error({ err: error, job, file, offset }, 'The event log refused a piece of output');
      return true;
    }
  }

  #stored(from: number, bytes: number): void {
    const end = from + bytes;
    this.#acknowledged = Math.max(this.#acknowledged, end);
    this.#next = this.#rewind ?? end;
    this.#rewind = null;
    if (this.#next >= this.#repeatEnd && from < this.#repeatEnd) this.#repeatedAt = performance.now();
    this.#host.onStored(bytes);
  }
}
