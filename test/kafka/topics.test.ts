import { randomBytes } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { removeRunbookTopics } from '../../scripts/kafka/ready.mjs';
import { startBroker } from '../../scripts/kafka/start-broker.mjs';
import type { Broker } from '../../scripts/kafka/types.ts';
import { type EventLog, type KafkaLogOptions, KafkaTopicError, openKafkaLog } from '../../src/log/index.ts';
import { describeWithKafka } from './describe-with-kafka.ts';

const KEYS = Array.from({ length: 50 }, (_, number) => `owner/repository-${number}`);

describeWithKafka('the topics', () => {
  let broker: Broker;
  beforeAll(async () => {
    broker = await startBroker();
  });
  afterAll(() => broker.stop());
  beforeEach(() => removeRunbookTopics(broker.brokers));

  const open = (more: Partial<KafkaLogOptions> = {}): Promise<EventLog> =>
    openKafkaLog({
      brokers: broker.brokers.split(','),
      clientId: 'test',
      tls: null,
      sasl: null,
      logger: pino({ level: 'silent' }),
      ...more,
    });

  it('are made by whoever comes first, and everybody uses as many partitions', async () => {
    const logs = await Promise.all([3, 5, 7].map((partitions) => open({ partitions })));
    const counts = new Set(logs.map(({ partitions }) => partitions));
    expect(counts.size).toBe(1);
    const later = await open({ partitions: 9 });
    expect([...counts]).toEqual([later.partitions]);
    await Promise.all([...logs, later].map((log) => log.close()));
  });

  it('keep every repository where it is when partitions are added', async () => {
    const before = await open({ partitions: 2 });
    const places = KEYS.map((key) => before.partitionOf(key));
    await before.close();
    await withAdmin(broker, (admin) =>
      admin.createPartitions({
        topicPartitions: [
          { topic: 'runbook.events', count: 6 },
          { topic: 'runbook.jobs', count: 6 },
        ],
      }),
    );
    const after = await open();
    expect(after.partitions).toBe(2);
    expect(KEYS.map((key) => after.partitionOf(key))).toEqual(places);
    await after.close();
  });

  it('that lack partitions end the start with what is missing', async () => {
    await (await open({ partitions: 4 })).close();
    await withAdmin(broker, async (admin) => {
      await admin.deleteTopics({ topics: ['runbook.jobs'] });
      while ((await admin.listTopics()).includes('runbook.jobs'));
      await admin.createTopics({ topics: [{ topic: 'runbook.jobs', numPartitions: 1 }] });
    });
    await expect(open()).rejects.toThrow(/runbook\.jobs has 1 partitions and needs 4/);
  });

  it('that take less than others do refuse what is larger, and nothing else', async () => {
    await withAdmin(broker, (admin) =>
      admin.createTopics({
        topics: [
          {
            topic: 'runbook.events',
            numPartitions: 2,
            configEntries: [
              { name: 'retention.ms', value: '-1' },
              { name: 'message.timestamp.type', value: 'LogAppendTime' },
              { name: 'max.message.bytes', value: String(8 * 1024 * 1024) },
            ],
          },
        ],
      }),
    );
    const log = await open();
    const incompressible = JSON.stringify(randomBytes(12 * 1024 * 1024).toString('base64'));
    const [large, small] = await Promise.allSettled([
      log.append('runbook.events', [{ key: 'a/b', value: incompressible }]),
      log.append('runbook.events', [{ key: 'a/b', value: '"small"' }]),
    ]);
    expect(large).toMatchObject({
      status: 'rejected',
      reason: {
        name: 'InvalidRecordError',
        message: expect.stringMatching(
          /refuses 16777218 bytes .* max\.message\.bytes .* 8388608 at the start/,
        ),
      },
    });
    expect(small).toMatchObject({ status: 'fulfilled' });
    expect(log.ready()).toEqual({ ready: true });
    await log.close();
  });

  it('whose settings break a promise end the start with the commands that mend them', async () => {
    await withAdmin(broker, (admin) =>
      admin.createTopics({
        topics: [
          {
            topic: 'runbook.events',
            numPartitions: 2,
            configEntries: [{ name: 'retention.ms', value: '60000' }],
          },
        ],
      }),
    );
    const failure = open();
    await expect(failure).rejects.toThrow(KafkaTopicError);
    await expect(failure).rejects.toThrow(
      'kafka-configs.sh --alter --entity-type topics --entity-name runbook.events --add-config retention.ms=-1',
    );
  });
});

async function withAdmin<Answer>(
  { brokers }: Broker,
  ask: (admin: ReturnType<Kafka['admin']>) => Promise<Answer>,
): Promise<Answer> {
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await ask(admin);
  } finally {
    await admin.disconnect();
  }
}
