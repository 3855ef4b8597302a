import type { KafkaLogOptions } from '../../log/index.ts';
import type { GivenKeys } from '../../store/index.ts';

/** What a process may do; on Kafka any of them, on the embedded log all. */
export type Role = 'server' | 'orchestrator' | 'worker';

/** In the order in which they start. */
export const ROLES: readonly Role[] = ['server', 'orchestrator', 'worker'];

/** How Kafka is reached. */
export type KafkaSettings = Omit<KafkaLogOptions, 'clientId' | 'logger'>;

/** What the server role needs. */
export interface ServerSettings {
  readonly host: string;
  readonly port: number;
  /** Days that finished runs are kept; 0: for ever. */
  readonly keepDays: number;
  readonly keys: GivenKeys;
}

/** What the worker role needs. */
export interface WorkerSettings {
  /** For people. */
  readonly name: string;
  /** Jobs at a time. */
  readonly capacity: number;
  /** All labels that it answers to. */
  readonly labels: readonly string[];
  readonly passEnv: readonly string[];
  /** How long jobs may go on after the first signal, in milliseconds. */
  readonly drainMs: number;
}

/** A server on another machine, for roles without one in their process. */
export interface RemoteSettings {
  /** Without a slash at the end. */
  readonly server: string;
  readonly token: string;
}

/** What a process is asked to be, with everything decided that flags leave open. */
export interface ProcessSettings {
  readonly roles: ReadonlySet<Role>;
  /** The data folder. */
  readonly data: string;
  /** Null: the embedded log in the data folder. */
  readonly kafka: KafkaSettings | null;
  readonly allowLocal: boolean;
  /** The public address of the servers, without a slash at the end; null: none was given. */
  readonly url: string | null;
  /** Null without the server role. */
  readonly server: ServerSettings | null;
  /** Null without the worker role. */
  readonly worker: WorkerSettings | null;
  /** Null with the server role. */
  readonly remote: RemoteSettings | null;
  /** Where to answer probes; null: nowhere. */
  readonly health: { readonly host: string; readonly port: number } | null;
}
