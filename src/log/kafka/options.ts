import type { Logger } from 'pino';

/** How the brokers are reached and what topics look like where they are made. */
export interface KafkaLogOptions {
  /** `host:port` of some brokers; the others are learnt from them. */
  readonly brokers: readonly string[];
  /** What the brokers show of this process, for people. */
  readonly clientId: string;
  /** Null: no TLS. */
  readonly tls: KafkaTls | null;
  /** Null: no authentication beyond TLS. */
  readonly sasl: KafkaSasl | null;
  /** Partitions of `runbook.events` and `runbook.jobs` where the topics are made now, 1 to 1,024. Default: 12. */
  readonly partitions?: number;
  /** Copies of each partition where the topics are made now. Default: 3, or as many as there are brokers. */
  readonly replication?: number;
  readonly logger: Logger;
  /** Milliseconds that the brokers may take to answer at the start. Default: 300,000, five minutes. */
  readonly startLimitMs?: number;
  /** Milliseconds after which an append counts as failed. Default: 15,000. */
  readonly appendLimitMs?: number;
}

/** PEM texts; absent ones are not used. */
export interface KafkaTls {
  /** Who the brokers' certificates are signed by; default: the system's authorities. */
  readonly ca?: string;
  /** The client's certificate, with `key`. */
  readonly cert?: string;
  readonly key?: string;
}

export interface KafkaSasl {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

export const DEFAULT_PARTITIONS = 12;
