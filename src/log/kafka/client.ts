import { Kafka, type KafkaConfig, type LogEntry, logLevel } from 'kafkajs';
import type { Logger } from 'pino';
import type { KafkaLogOptions, KafkaSasl } from './options.ts';

/** Milliseconds to reach a broker, and for it to answer. A frozen one must not hold up what others could do. */
const CONNECTION_LIMIT_MS = 3_000;
const REQUEST_LIMIT_MS = 10_000;

/** The client through which all of a log's connections are made; it opens none by itself. */
export function createClient(options: KafkaLogOptions): Kafka {
  const { brokers, clientId, tls, sasl, logger } = options;
  return new Kafka({
    clientId,
    brokers: [...brokers],
    ...(tls === null ? {} : { ssl: { ...tls, rejectUnauthorized: true } }),
    ...(sasl === null ? {} : { sasl: saslOf(sasl) }),
    connectionTimeout: CONNECTION_LIMIT_MS,
    authenticationTimeout: REQUEST_LIMIT_MS,
    requestTimeout: REQUEST_LIMIT_MS,
    // Short: what goes on trying is ours, which says so in its own words.
    retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 4 },
    logLevel: logLevel.INFO,
    logCreator: () => (entry) => forward(entry, logger),
  });
}

function saslOf({ mechanism, username, password }: KafkaSasl): NonNullable<KafkaConfig['sasl']> {
  if (mechanism === 'plain') return { mechanism, username, password };
  if (mechanism === 'scram-sha-256') return { mechanism, username, password };
  return { mechanism, username, password };
}

/** The client reports each try that failed, at any level; what it means is said once, by who waits for it. */
function forward({ namespace, log: { message, error } }: LogEntry, logger: Logger): void {
  logger.debug({ namespace, error: typeof error === 'string' ? error : undefined }, `kafka: ${message}`);
}
