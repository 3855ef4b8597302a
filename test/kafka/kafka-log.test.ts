import { Kafka, logLevel } from 'kafkajs';
import { pino } from 'pino';
import { describe } from 'vitest';
import { openKafkaLog } from '../../src/log/index.ts';
import { itKeepsTheContractOfAnEventLog } from '../unit/log/event-log-contract.ts';

const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');
const logger = pino({ level: process.env['RUNBOOK_LOG_LEVEL'] ?? 'silent' });

describe('the log on Kafka', () => {
  itKeepsTheContractOfAnEventLog(async () => {
    await removeTopics();
    const open = () =>
      openKafkaLog({ brokers, clientId: 'test', tls: null, sasl: null, partitions: 3, logger });
    let log = await open();
    return {
      log,
      reopen: async () => {
        await log.close();
        log = await open();
        return log;
      },
      remove: async () => {
        await log.close();
      },
    };
  });
});

async function removeTopics(): Promise<void> {
  const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith('runbook.'));
  if (topics.length > 0) await admin.deleteTopics({ topics });
  while ((await admin.listTopics()).some((topic) => topic.startsWith('runbook.')));
  await admin.disconnect();
}
