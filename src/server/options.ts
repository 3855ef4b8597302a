import type { Logger } from 'pino';
import type { ForgeWebhook } from '../forges/index.ts';
import type { EventLog } from '../log/index.ts';
import type { FoldedBatch, PartitionState } from '../orchestrator/index.ts';
import type { Keys, LogFiles, RunIndex } from '../store/index.ts';
import type { EndedSessions } from './access/index.ts';
import type { OutputReceiver } from './output/index.ts';

/** The fold of `runbook.events` that runs beside the server and feeds its index. */
export interface ServerFold {
  /** By partition. */
  readonly states: ReadonlyMap<number, PartitionState>;
  /** Resolves once everything that was in the log at the start was folded. */
  readonly caughtUp: Promise<void>;
  /** Calls the listener after every batch; it must not throw. Returns what ends it. */
  onBatch(listener: (batch: FoldedBatch) => void): () => void;
}

/** What a server is made of. */
export interface ServerOptions {
  readonly log: EventLog;
  /** Must be fed by `fold`: the server waits for the effect of its own events there. */
  readonly index: RunIndex;
  readonly logs: LogFiles;
  /** Writes `logs` where output comes through `runbook.logs`. Default: workers of this process write them. */
  readonly output?: OutputReceiver;
  readonly keys: Keys;
  /** Sessions of browsers that signed out. */
  readonly endedSessions: EndedSessions;
  readonly fold: ServerFold;
  /** By the name in `/webhooks/{forge}`. */
  readonly forges: readonly ForgeWebhook[];
  /** The address to bind to. Beyond loopback `url` is needed. */
  readonly host: string;
  /** 0: whichever is free. */
  readonly port: number;
  /** The public address (`--url`), http or https; null: reached as bound. */
  readonly url: string | null;
  /** The program's, for the API's description. */
  readonly version: string;
  readonly logger: Logger;
  /** Bytes free where the data folder lies. */
  readonly freeDisk: () => number;
  /** Why other parts of this process do not work now, each a sentence for /readyz. Default: they work. */
  readonly otherObstacles?: () => readonly string[];
  /** Whether repositories may be paths and `file://` URLs. */
  readonly allowLocal: boolean;
  /** Milliseconds since 1970 UTC. Default: the system's clock. */
  readonly now?: () => number;
  /** Milliseconds that a change may take until the index shows it. Default: 5000. */
  readonly effectLimitMs?: number;
  /** Milliseconds that a wrong token costs who wants to sign in with it. Default: 1000. */
  readonly wrongTokenMs?: number;
  /** Milliseconds between two signs of life on an event stream. Default: 15000. */
  readonly streamHeartbeatMs?: number;
  /** The folder of the built pages for browsers. Default: there are none, and their addresses say so. */
  readonly pagesFolder?: string;
}

/** The server cannot be started as asked; the message says what to change. */
export class ServerOptionsError extends Error {
  override readonly name = 'ServerOptionsError';
}
