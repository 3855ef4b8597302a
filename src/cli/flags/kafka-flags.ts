import type { Command } from 'commander';
import { flag } from './flag.ts';
import { list, wholeNumber } from './values.ts';

/** How to reach Kafka, as commander gives it; the password may stand in `RUNBOOK_KAFKA_PASSWORD` instead. */
export interface KafkaFlags {
  readonly brokers?: readonly string[];
  readonly kafkaTls?: boolean;
  readonly kafkaCa?: string;
  readonly kafkaCert?: string;
  readonly kafkaKey?: string;
  readonly kafkaSasl?: KafkaMechanism;
  readonly kafkaUsername?: string;
  readonly kafkaPasswordFile?: string;
  readonly partitions?: number;
  readonly replication?: number;
}

/** How to show a name and a password to Kafka. */
export type KafkaMechanism = 'plain' | 'scram-sha-256' | 'scram-sha-512';

const MECHANISMS: readonly KafkaMechanism[] = ['plain', 'scram-sha-256', 'scram-sha-512'];

/** Adds the flags that say which Kafka and how it is reached. */
export function withKafka(command: Command, environment: NodeJS.ProcessEnv): Command {
  return command
    .addOption(flag('--brokers <a:9092,b:9092>', 'Kafka brokers', environment).argParser(list))
    .addOption(flag('--kafka-tls', 'reach the brokers by TLS', environment))
    .addOption(
      flag(
        '--kafka-ca <file>',
        "PEM file of who signs the brokers' certificates (default: the system's authorities)",
        environment,
      ),
    )
    .addOption(flag('--kafka-cert <file>', "PEM file of this process's own certificate", environment))
    .addOption(flag('--kafka-key <file>', 'PEM file of its key', environment))
    .addOption(
      flag('--kafka-sasl <mechanism>', 'how to show name and password', environment).choices(MECHANISMS),
    )
    .addOption(flag('--kafka-username <name>', 'name for SASL', environment))
    .addOption(
      flag(
        '--kafka-password-file <file>',
        'file that holds the password for SASL (or set RUNBOOK_KAFKA_PASSWORD)',
        environment,
      ),
    )
    .addOption(
      flag(
        '--partitions <n>',
        'partitions of events, only where the topics are made now (default: 12)',
        environment,
      ).argParser(wholeNumber(1, 1024)),
    )
    .addOption(
      flag(
        '--replication <n>',
        'copies of each partition, only where the topics are made now (default: 3, or one per broker)',
        environment,
      ).argParser(wholeNumber(1, 100)),
    );
}
