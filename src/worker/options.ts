import type { Logger } from 'pino';

import type { OutputWanted, WorkerId } from '../events/index.ts';
import type { EventLog } from '../log/index.ts';
import type { LogSink } from '../store/index.ts';
import type { CheckoutSource, Executor, SecretSource } from './ports.ts';

/** What a worker is made of. Times are in milliseconds, paths absolute. */
export interface WorkerOptions {
  readonly log: EventLog;
  readonly logs: LogSink;
  readonly checkouts: CheckoutSource;
  readonly secrets: SecretSource;
  readonly executor: Executor;
  /** For people, and `runner.name`. */
  readonly name: string;
  readonly labels: readonly string[];
  /** How many jobs run at the same time: 1 or more. */
  readonly capacity: number;
  /** The folder of all workspaces; made where it is not there. */
  readonly workspaces: string;
  /** `HOME` of steps; null: the user's own. */
  readonly home: string | null;
  /** The folder of all `RUNNER_TEMP`; default: in each attempt's own folder. */
  readonly temporary?: string;
  /** Where the worker keeps its identity and the cookies of its jobs, to find leftovers at its next start; null: nowhere. */
  readonly stateFile: string | null;
  /** Variables of the worker's own environment that steps get beside the usual ones. */
  readonly passEnv: readonly string[];
  /** Variables that steps get in addition. */
  readonly extraEnv?: { readonly [name: string]: string };
  /** Default: false. */
  readonly keepWorkspaces?: boolean;
  /** Whether a new job may be claimed now, asked each time: false while the disk is nearly full. Default: always. */
  readonly mayClaim?: () => boolean;
  /**
   * Told whenever a server asks for output again, of whichever worker: for the spool, where output goes through
   * `runbook.logs`. Must be quick and not throw. Default: what is asked for is not here.
   */
  readonly onOutputWanted?: (wanted: OutputWanted) => void;
  readonly logger: Logger;
  /** Milliseconds since 1970. Default: the machine's clock. */
  readonly now?: () => number;
  /** Default: random. */
  readonly newWorkerId?: () => WorkerId;
  /** Between two heartbeats. Default: 3,000. */
  readonly heartbeatMs?: number;
  /** Between interrupt and terminate of a cancelled step; a third of it before kill. Default: 7,500. */
  readonly cancelGraceMs?: number;
  /** How long a worker without the mirror lets others go first that may claim at once as well. Default: 10. */
  readonly otherWorkersDelayMs?: number;
  /** How long a worker lets those go first whom an offer names, before its own random part. Default: 75. */
  readonly holdBackMs?: number;
  /** From 0 to below 1, another one each time: spreads the claims of many workers. Default: Math.random. */
  readonly random?: () => number;
  /** How long a claim holds a slot while no grant comes. Default: 10,000. */
  readonly claimHoldMs?: number;
}

/** A running worker. */
export interface Worker {
  /** Its identity now; another one after it was declared lost. */
  readonly id: WorkerId;
  /** How many jobs it runs. */
  readonly running: number;
  /** Claims nothing more, returns what has not started, waits for the rest, cancels it after the limit, and leaves. */
  drain(limitMs: number): Promise<void>;
  /** Claims nothing more and cancels what runs; resolves when it has ended. */
  cancelAll(): Promise<void>;
  /** Cancels what runs and leaves. */
  stop(): Promise<void>;
}
