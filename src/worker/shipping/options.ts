import type { Logger } from 'pino';
import type { OutputWanted } from '../../events/index.ts';
import type { EventLog } from '../../log/index.ts';
import type { LogSink } from '../../store/index.ts';

/** How a worker's output reaches the servers through `runbook.logs`. */
export interface ShippingOptions {
  readonly log: EventLog;
  /** The folder of the spool, absolute, this worker's alone; made where it is missing. */
  readonly spool: string;
  /** Bytes free where the spool lies. */
  readonly freeDisk: () => number;
  readonly logger: Logger;
  /** Bytes of one step's log that are kept. Default: 2 GiB. */
  readonly limitBytes?: number;
  /** Under this many free bytes what is stored goes before its time. Default: 2 GiB. */
  readonly leastFreeBytes?: number;
  /** Milliseconds that output is kept after all of it was stored. Default: OUTPUT_KEPT_MS, 24 h. */
  readonly keptMs?: number;
  /** Bytes of one record. Default: 512 KiB. */
  readonly chunkBytes?: number;
  /** Bytes of output that may be in memory at a time, of all steps together. Default: 16 MiB. */
  readonly budgetBytes?: number;
  /** Milliseconds between two repeats of one step's log. Default: 2,000. */
  readonly resendPauseMs?: number;
  /** Milliseconds between two looks at what was acknowledged. Default: 1,000. */
  readonly noteMs?: number;
  /** Milliseconds between two looks at how much room there is. Default: 60,000. */
  readonly upkeepMs?: number;
  /** Milliseconds since 1970 UTC. Default: the machine's clock. */
  readonly now?: () => number;
}

/** What was sent since the start, in bytes of logs. */
export interface ShippingCounters {
  /** Stored on the log, repeats too. */
  readonly storedBytes: number;
  /** How often a server asked for output that is here. */
  readonly resends: number;
}

/** Output on its way from a worker's disk to the event log. */
export interface OutputShipping {
  /** Where the worker's jobs write their logs. */
  readonly logs: LogSink;
  readonly counters: ShippingCounters;
  /** Bytes that are on the disk and not stored on the log; 0 where all is well, or nearly. */
  readonly unsentBytes: number;
  /** A server misses output: sends it again where it is here. */
  resend(wanted: OutputWanted): void;
  /**
   * Waits until everything that was written is stored on the log, `limitMs` milliseconds at most.
   * @returns whether it is; what is not is sent after the next start
   */
  drain(limitMs: number): Promise<boolean>;
  /** Sends nothing more and notes how far it came. Logs must not be open any more. */
  stop(): Promise<void>;
}
