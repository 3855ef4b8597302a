import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { removeRunbookTopics } from '../../scripts/kafka/ready.mjs';
import { startBroker } from '../../scripts/kafka/start-broker.mjs';
import type { Broker } from '../../scripts/kafka/types.ts';
import { openKafkaLog } from '../../src/log/index.ts';
import { itKeepsTheContractOfAnEventLog } from '../unit/log/event-log-contract.ts';
import { describeWithKafka } from './describe-with-kafka.ts';

const logger = pino({ level: process.env['RUNBOOK_LOG_LEVEL'] ?? 'silent' });

describeWithKafka('the log on Kafka', () => {
  let broker: Broker;

  beforeAll(async () => {
    broker = await startBroker();
  });

  afterAll(() => broker.stop());

  itKeepsTheContractOfAnEventLog(async () => {
    await removeRunbookTopics(broker.brokers);
    const brokers = broker.brokers.split(',');
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
