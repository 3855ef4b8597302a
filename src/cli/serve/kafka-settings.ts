import { CommandError } from '../exit-code.ts';
import { pemFile, secretInFile } from '../flags/file-values.ts';
import type { KafkaFlags } from '../flags/kafka-flags.ts';
import type { KafkaSettings } from './settings.ts';

/** Flags that mean nothing on the embedded log. */
const KAFKA_ONLY: readonly (readonly [flag: string, value: keyof KafkaFlags])[] = [
  ['--brokers', 'brokers'],
  ['--kafka-tls', 'kafkaTls'],
  ['--kafka-ca', 'kafkaCa'],
  ['--kafka-cert', 'kafkaCert'],
  ['--kafka-key', 'kafkaKey'],
  ['--kafka-sasl', 'kafkaSasl'],
  ['--kafka-username', 'kafkaUsername'],
  ['--kafka-password-file', 'kafkaPasswordFile'],
  ['--partitions', 'partitions'],
  ['--replication', 'replication'],
];

/** `host:port`; an IPv6 address stands in brackets. */
const BROKER = /^(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+):(\d{1,5})$/i;

/** How Kafka is reached, checked. @throws CommandError for what is missing, does not fit, or cannot be read */
export function kafkaSettings(flags: KafkaFlags, environment: NodeJS.ProcessEnv): KafkaSettings {
  const { partitions, replication } = flags;
  return {
    brokers: brokersOf(flags.brokers ?? []),
    tls: tlsOf(flags),
    sasl: saslOf(flags, environment),
    ...(partitions === undefined ? {} : { partitions }),
    ...(replication === undefined ? {} : { replication }),
  };
}

/** @throws CommandError where a flag was given that needs Kafka */
export function refuseKafkaFlags(flags: KafkaFlags): void {
  const given = KAFKA_ONLY.find(([, value]) => flags[value] !== undefined);
  if (given !== undefined) {
    throw new CommandError(`${given[0]} is for Kafka: add --log kafka, or leave it out.`);
  }
}

function brokersOf(brokers: readonly string[]): readonly string[] {
  if (brokers.length === 0) {
    throw new CommandError('Kafka needs --brokers, for example --brokers kafka-1:9092,kafka-2:9092.');
  }
  for (const broker of brokers) {
    const port = Number(BROKER.exec(broker)?.[1]);
    if (port >= 1 && port <= 65_535) continue;
    throw new CommandError(
      `--brokers: ${JSON.stringify(broker)} is not a broker of the form host:port, for example kafka-1:9092.`,
    );
  }
  return brokers;
}

function tlsOf(flags: KafkaFlags): KafkaSettings['tls'] {
  const { kafkaTls, kafkaCa, kafkaCert, kafkaKey } = flags;
  if ((kafkaCert === undefined) !== (kafkaKey === undefined)) {
    throw new CommandError(
      '--kafka-cert and --kafka-key belong together: a certificate is shown with its key.',
    );
  }
  const files = [kafkaCa, kafkaCert, kafkaKey];
  if (kafkaTls !== true && files.every((file) => file === undefined)) return null;
  return {
    ...(kafkaCa === undefined ? {} : { ca: pemFile('--kafka-ca', kafkaCa, 'CERTIFICATE') }),
    ...(kafkaCert === undefined ? {} : { cert: pemFile('--kafka-cert', kafkaCert, 'CERTIFICATE') }),
    ...(kafkaKey === undefined ? {} : { key: pemFile('--kafka-key', kafkaKey, 'PRIVATE KEY') }),
  };
}

function saslOf(flags: KafkaFlags, environment: NodeJS.ProcessEnv): KafkaSettings['sasl'] {
  const { kafkaSasl: mechanism, kafkaUsername: username, kafkaPasswordFile: file } = flags;
  if (mechanism === undefined) {
    if (username === undefined && file === undefined) return null;
    throw new CommandError(
      'A name or password for Kafka needs --kafka-sasl plain, scram-sha-256 or scram-sha-512.',
    );
  }
  if (username === undefined) throw new CommandError(`--kafka-sasl ${mechanism} needs --kafka-username.`);
  const password =
    file === undefined ? environment['RUNBOOK_KAFKA_PASSWORD'] : secretInFile('--kafka-password-file', file);
  if (password === undefined || password === '') {
    throw new CommandError(
      `--kafka-sasl ${mechanism} needs a password: --kafka-password-file, or RUNBOOK_KAFKA_PASSWORD.`,
    );
  }
  return { mechanism, username, password };
}
