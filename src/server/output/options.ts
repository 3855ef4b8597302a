import type { Logger } from 'pino';
import type { EventLog } from '../../log/index.ts';
import type { CompletedLog, LogFiles, RunIndex } from '../../store/index.ts';
import type { OutputCounters } from './counters.ts';
import type { Patience } from './patience.ts';

/** How output comes from `runbook.logs` to this server's disk. */
export interface OutputReceiverOptions {
  readonly log: EventLog;
  /** Keeps how far `runbook.logs` was read, and says what steps there are. */
  readonly index: RunIndex;
  /** Resolves when the index has read what was in the event log at the start. */
  readonly indexCaughtUp: Promise<void>;
  /** Made with RECEIVED_LOGS; nobody else writes them. */
  readonly logs: LogFiles;
  /** Days that runs are kept after they completed; 0: for ever. */
  readonly keepDays: number;
  readonly logger: Logger;
  /** Milliseconds since 1970 UTC. Default: the machine's clock. */
  readonly now?: () => number;
  /** How long missing output is waited for. Default: PATIENCE. */
  readonly patience?: Partial<Patience>;
  /** Bytes of a step's log that are taken at most. Default: 2 GiB and a little. */
  readonly mostLogBytes?: number;
  /** Bytes held of one step while earlier output of it is missing. Default: 8 MiB. */
  readonly heldOfStepBytes?: number;
  /** Bytes held of all such steps. Default: 64 MiB. */
  readonly heldBytes?: number;
  /** Log files that stay open. Default: 256. */
  readonly openLogs?: number;
}

/** Output that arrives through `runbook.logs`. */
export interface OutputReceiver {
  readonly counters: OutputCounters;
  /** Why output cannot be received now, a sentence for /readyz; null where all is well. */
  readonly problem: string | null;
  /**
   * Whether the end of a completed step's log, whose file is shorter than it should be, may still come. Where nobody
   * waits for it yet, it is asked for.
   */
  awaits(log: CompletedLog): boolean;
  /** Calls the listener whenever a wait for some log's end is over; it must not throw. @returns how to stop */
  onSettled(listener: () => void): () => void;
  /** Reads and writes nothing more. What was not stored is read again after the next start. */
  stop(): Promise<void>;
}
