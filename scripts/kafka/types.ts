/** Where a broker comes from: KAFKA_BROKERS, a Docker engine, or Java with the broker's jars. */
export type BrokerKind = 'given' | 'docker' | 'java';

/** A Kafka broker for tests, the demo and the benchmarks. */
export interface Broker {
  /** `host:port`, or several with commas between, as `--brokers` takes them. */
  readonly brokers: string;
  readonly kind: BrokerKind;
  /** The broker's process on this machine; null while there is none, and for a broker that was given. */
  readonly pid: number | null;
  /**
   * Ends the process with a signal (default: SIGKILL) and resolves when it is gone. What it had stored stays.
   * @throws Error for a broker that was given
   */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it on the same data and the same port, after killing it where it still runs; resolves when it answers. */
  restart(): Promise<void>;
  /** Stops its process as SIGSTOP does: connections stay open and nothing answers. */
  freeze(): Promise<void>;
  /** Lets a frozen one go on. */
  thaw(): Promise<void>;
  /**
   * Ends it and removes its data. Of a broker that was given it removes the topics that Runbook made on it. The
   * same happens when the process that started it dies, however it dies; not for a given one.
   */
  stop(): Promise<void>;
}

/** How to start a broker. */
export interface BrokerOptions {
  /** The port on loopback; default: a free one. Ignored for a broker that was given. */
  readonly port?: number;
  /** Settings of the Java broker beside or instead of the usual ones (scripts/kafka/properties.mjs). Default: none. */
  readonly properties?: { readonly [name: string]: string };
  /** Arguments for formatting the Java broker's storage, users for SCRAM for example. Default: none. */
  readonly formatArguments?: readonly string[];
  /** A folder for the data of the Java broker, made where it is not there and removed at the end; default: temporary. */
  readonly folder?: string;
}

/** A kind of broker as far as it is known whether it can be had here. */
export type BrokerSource =
  | { readonly kind: BrokerKind; readonly start: (options: BrokerOptions) => Promise<Broker> }
  | { readonly missing: string };
