import { setTimeout as sleep } from 'node:timers/promises';
import { BackOff } from '../back-off.ts';
import { type EventLog, type LogRecord, LogUnavailableError } from '../event-log.ts';
import { AdminSession } from './admin-session.ts';
import { namesOf } from './client-errors.ts';
import { createClient } from './client.ts';
import { clusterRecordIn, newClusterRecord } from './cluster-record.ts';
import { KafkaTopicError } from './errors.ts';
import { KafkaLog } from './kafka-log.ts';
import { KafkaSubscription } from './kafka-subscription.ts';
import type { KafkaLogOptions } from './options.ts';
import { checkTopics, makeTopics } from './prepare-topics.ts';
import { TopicReader } from './topic-reader.ts';
import { TopicWriter } from './topic-writer.ts';
import { CLUSTER_PARTITION } from './topics.ts';
import type { Kafka } from 'kafkajs';

const START_LIMIT_MS = 5 * 60_000;
const APPEND_LIMIT_MS = 15_000;
const STATE = 'runbook.state';

/**
 * Opens the event log on Apache Kafka. Topics that are missing are made; those that are there are checked.
 * @throws LogUnavailableError where no broker answers in time
 * @throws KafkaTopicError where a topic is not as it has to be
 */
export async function openKafkaLog(options: KafkaLogOptions): Promise<EventLog> {
  const { startLimitMs = START_LIMIT_MS, appendLimitMs = APPEND_LIMIT_MS, logger } = options;
  const kafka = createClient(options);
  const admin = new AdminSession(kafka);
  const stateReader = new TopicReader({ kafka, topic: STATE, compacted: true, logger });
  try {
    const { partitions, batchBytes } = await untilAnswered(options, startLimitMs, async () => {
      const { partitions: wanted, replication } = options;
      const made = await makeTopics(admin, { partitions: wanted, replication, logger });
      const recorded = await recordedPartitions({ kafka, admin, stateReader, made, appendLimitMs });
      return { partitions: recorded, batchBytes: await checkTopics(admin, recorded, logger) };
    });
    return new KafkaLog({ kafka, admin, partitions, batchBytes, appendLimitMs, stateReader, logger });
  } catch (error) {
    await Promise.all([stateReader.close(), admin.close()]);
    throw error;
  }
}

/** Asks again while no broker answers. */
async function untilAnswered<Answer>(
  { brokers, logger }: KafkaLogOptions,
  limitMs: number,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const end = performance.now() + limitMs;
  const backOff = new BackOff(100, 2_000);
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof LogUnavailableError)) throw error;
      if (performance.now() > end || isRefusal(error)) {
        throw new LogUnavailableError(
          `None of the Kafka brokers ${brokers.join(', ')} can be used: ${error.message} Check --brokers and the TLS and SASL flags.`,
          { cause: error },
        );
      }
      if (tries === 0)
        logger.warn({ brokers, reason: error.message }, 'Kafka does not answer yet; trying again');
    }
    await sleep(backOff.next());
  }
}

/** What trying again does not mend: TLS as Node.js names its errors, who may not, and what may not be. */
const REFUSALS =
  /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|SASLAuthentication|_AUTHORIZATION_FAILED$|^POLICY_VIOLATION$/;

/** Whether the brokers answered, and want nothing to do with this process as it is configured. */
function isRefusal(error: unknown): boolean {
  return namesOf(error).some((name) => REFUSALS.test(name));
}

/** How many partitions all processes use: what was recorded first, by whoever made the topics. */
async function recordedPartitions(start: {
  readonly kafka: Kafka;
  readonly admin: AdminSession;
  readonly stateReader: TopicReader;
  readonly made: number;
  readonly appendLimitMs: number;
}): Promise<number> {
  const { kafka, admin, stateReader, made, appendLimitMs } = start;
  const known = clusterRecordIn(await readClusterPartition(admin, stateReader));
  if (known !== null) return known.partitions;
  const ignore = (): void => undefined;
  const writer = new TopicWriter({
    kafka,
    topic: STATE,
    limitMs: appendLimitMs,
    onSuccess: ignore,
    onFailure: ignore,
  });
  try {
    await writer.append([{ ...newClusterRecord({ partitions: made }), source: CLUSTER_PARTITION }]);
  } finally {
    await writer.close();
  }
  const recorded = clusterRecordIn(await readClusterPartition(admin, stateReader));
  if (recorded === null) throw new KafkaTopicError('runbook.state does not keep what is written to it.');
  return recorded.partitions;
}

async function readClusterPartition(admin: AdminSession, reader: TopicReader): Promise<readonly LogRecord[]> {
  const read: LogRecord[] = [];
  const subscription = new KafkaSubscription(
    {
      topic: STATE,
      partitions: [{ partition: CLUSTER_PARTITION, source: CLUSTER_PARTITION }],
      compacted: true,
      bounds: () => admin.bounds(STATE),
      readerFor: () => reader,
      onEnd: () => undefined,
    },
    {
      from: 'earliest',
      onRecords: (records) => void read.push(...records),
      onError: () => undefined,
    },
  );
  try {
    await subscription.caughtUp;
  } finally {
    await subscription.close();
  }
  return read;
}
