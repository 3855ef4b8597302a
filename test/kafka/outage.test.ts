import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { removeRunbookTopics } from '../../scripts/kafka/ready.mjs';
import { startBroker } from '../../scripts/kafka/start-broker.mjs';
import type { Broker } from '../../scripts/kafka/types.ts';
import { type EventLog, LogUnavailableError, openKafkaLog } from '../../src/log/index.ts';
import { brokerIsOurs, describeWithKafka } from './describe-with-kafka.ts';

describeWithKafka('the log on a broker that goes away', () => {
  let broker: Broker;
  let log: EventLog;
  let said: string[];
  let seen: string[];

  beforeAll(async () => {
    if (brokerIsOurs) broker = await startBroker();
  });
  afterAll(async () => {
    if (brokerIsOurs) await broker.stop();
  });

  beforeEach(async () => {
    if (!brokerIsOurs) return;
    await removeRunbookTopics(broker.brokers);
    said = [];
    seen = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => void said.push(line) });
    log = await openKafkaLog({
      brokers: broker.brokers.split(','),
      clientId: 'test',
      tls: null,
      sasl: null,
      partitions: 2,
      logger,
      appendLimitMs: 3_000,
    });
    const subscription = log.subscribe('runbook.events', {
      from: 'latest',
      onRecords: (records) => void seen.push(...records.map(({ value }) => value)),
      onError: (error) => said.push(`ended: ${error.message}`),
    });
    await subscription.caughtUp;
  });
  afterEach(async () => {
    if (brokerIsOurs) await log.close();
  });

  const append = (value: string) => log.append('runbook.events', [{ key: 'a/b', value }]);
  const isReady = (): boolean => log.ready().ready;
  const timeout = 60_000;

  it.runIf(brokerIsOurs)('says so, refuses what it cannot store, and goes on where it was', async () => {
    await append('"before"');
    await expect.poll(() => seen, { timeout }).toEqual(['"before"']);
    await broker.kill();
    await expect(append('"lost"')).rejects.toThrow(LogUnavailableError);
    expect(log.ready()).toMatchObject({ ready: false, reason: expect.stringContaining('Kafka') });
    await broker.restart();
    await expect.poll(isReady, { timeout }).toBe(true);
    await append('"after"');
    await expect.poll(() => seen, { timeout }).toContain('"after"');
    // What was refused may have been stored all the same, but nothing comes twice and nothing is missing.
    expect(seen.filter((value) => value !== '"lost"')).toEqual(['"before"', '"after"']);
    expect(said.filter((line) => line.includes('Kafka does not answer'))).toHaveLength(1);
    expect(said.filter((line) => line.includes('answers again'))).toHaveLength(1);
    expect(said.filter((line) => line.startsWith('ended'))).toEqual([]);
  });

  it.runIf(brokerIsOurs)('notices a frozen one by itself, though nobody appends', async () => {
    await broker.freeze();
    await expect.poll(isReady, { timeout }).toBe(false);
    await broker.thaw();
    await expect.poll(isReady, { timeout }).toBe(true);
    await append('"after"');
    await expect.poll(() => seen, { timeout }).toEqual(['"after"']);
  });

  it.runIf(brokerIsOurs)('lets go of who waits to read the snapshots and is told to end', async () => {
    await broker.freeze();
    const ending = new AbortController();
    const reading = log.readLatest('runbook.state', 0, ending.signal);
    ending.abort();
    await expect(reading).rejects.toThrow(LogUnavailableError);
    await broker.thaw();
    await expect.poll(isReady, { timeout }).toBe(true);
    expect(await log.readLatest('runbook.state', 0)).toEqual(new Map());
  });

  it.runIf(brokerIsOurs)(
    'holds a bounded amount of what cannot be sent, and refuses the rest at once',
    async () => {
      await append('"before"');
      await broker.freeze();
      const piece = JSON.stringify('x'.repeat(1024 * 1024));
      const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => append(piece)));
      const reasons = outcomes.map((outcome) =>
        outcome.status === 'rejected' ? String(outcome.reason) : '',
      );
      await broker.thaw();
      expect(reasons.filter((reason) => reason.includes('more slowly')).length).toBeGreaterThan(20);
      expect(reasons.every((reason) => reason !== '')).toBe(true);
      await expect.poll(isReady, { timeout }).toBe(true);
      await append('"after"');
      await expect.poll(() => seen.includes('"after"'), { timeout }).toBe(true);
    },
  );
});
