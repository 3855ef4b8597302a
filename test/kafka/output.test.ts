import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startBroker } from '../../scripts/kafka/start-broker.mjs';
import type { Broker } from '../../scripts/kafka/types.ts';
import { jobIdOf, readFeed, repositoryName, runIdOf, workerId } from '../../src/events/index.ts';
import { type EventLog, openKafkaLog } from '../../src/log/index.ts';
import { type OutputReceiver, startOutputReceiver } from '../../src/server/index.ts';
import { LogFiles, type LogOrigin, RECEIVED_LOGS, RunIndex, type StepLogRef } from '../../src/store/index.ts';
import { type OutputShipping, startShipping } from '../../src/worker/index.ts';
import { brokerIsOurs, describeWithKafka } from './describe-with-kafka.ts';

const logger = pino({ level: process.env['RUNBOOK_LOG_LEVEL'] ?? 'silent' });
const LINES = 2_000;

describeWithKafka('output on Kafka', () => {
  let broker: Broker;
  let folder: string;
  /** By the name of the server. */
  let indexes: Map<string, RunIndex>;
  let logs: EventLog[];
  let shipping: OutputShipping;
  let servers: { readonly files: LogFiles; readonly receiver: OutputReceiver }[];

  beforeEach(async () => {
    broker = await startBroker();
    folder = mkdtempSync(join(tmpdir(), 'runbook-kafka-output-'));
    logs = [];
    servers = [];
    indexes = new Map();
    const log = await open();
    shipping = startShipping({ log, spool: join(folder, 'spool'), freeDisk: () => 1e12, logger });
    log.subscribe('runbook.jobs', {
      from: 'latest',
      onRecords: (records) => {
        for (const { value } of records) {
          const read = readFeed(value);
          if (read.kind === 'event' && read.event.type === 'output_wanted') shipping.resend(read.event);
        }
      },
      onError: (error) => {
        throw error;
      },
    });
  });

  afterEach(async () => {
    await shipping.stop();
    for (const { receiver } of servers) await receiver.stop();
    for (const log of logs) await log.close();
    for (const index of indexes.values()) index.close();
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(): Promise<EventLog> {
    const brokers = broker.brokers.split(',');
    const log = await openKafkaLog({
      brokers,
      clientId: 'test',
      tls: null,
      sasl: null,
      partitions: 3,
      logger,
    });
    logs.push(log);
    return log;
  }

  async function startServer(name: string): Promise<void> {
    const files = new LogFiles(join(folder, name), RECEIVED_LOGS);
    const log = await open();
    const index = indexes.get(name) ?? new RunIndex(':memory:');
    indexes.set(name, index);
    const indexCaughtUp = Promise.resolve();
    const options = { log, index, indexCaughtUp, logs: files, keepDays: 90, logger };
    servers.push({ files, receiver: startOutputReceiver(options) });
  }

  const refOf = (job: number): StepLogRef => ({
    repository: repositoryName('octo/widgets'),
    runNumber: job,
    folder: 'build.1',
    file: '02-Test.log',
  });

  /** Prints the lines of one job, some at a time. */
  async function print(job: number): Promise<void> {
    const writer = shipping.logs.open(refOf(job), originOf(job));
    for (let line = 0; line < LINES; line += 10) {
      await writer.append(linesFrom(line), 10);
      if (line % 100 === 0) await wait(10);
    }
    await writer.close();
  }

  async function untilAllHave(jobs: readonly number[]): Promise<void> {
    for (const { files } of servers)
      for (const job of jobs) while ((await files.size(refOf(job))) !== spooled(job).length) await wait(10);
  }

  const spooled = (job: number): Buffer =>
    readFileSync(new LogFiles(join(folder, 'spool', 'logs')).path(refOf(job)));

  it.runIf(brokerIsOurs)(
    'is the same on the worker and on two servers, the broker killed in the middle',
    async () => {
      const jobs = [1, 2, 3, 4, 5];
      await startServer('one');
      const printing = Promise.all(jobs.map(print));
      await wait(50);
      await broker.restart();
      await startServer('two');
      await printing;
      expect(await shipping.drain(50_000)).toBe(true);
      await untilAllHave(jobs);
      for (const { files, receiver } of servers) {
        for (const job of jobs) expect(readFileSync(files.path(refOf(job))).equals(spooled(job))).toBe(true);
        expect(receiver.counters).toMatchObject({ gaps: 0, lostBytes: 0, refusedRecords: 0 });
      }
    },
  );

  it('is asked from the worker by a server that lost what it had', async () => {
    await startServer('one');
    const writer = shipping.logs.open(refOf(1), originOf(1));
    await writer.append(linesFrom(0), 10);
    await writer.flush();
    await untilAllHave([1]);
    const [server] = servers.splice(0);
    await server?.receiver.stop();
    rmSync(join(folder, 'one'), { recursive: true });
    await startServer('one');
    await writer.append(linesFrom(10), 10);
    await writer.close();
    await untilAllHave([1]);
    const { files, receiver } = servers[0]!;
    expect(readFileSync(files.path(refOf(1)), 'utf8')).toBe(
      Buffer.concat([linesFrom(0), linesFrom(10)]).toString(),
    );
    expect(receiver.counters).toMatchObject({ gaps: 1, lostBytes: 0 });
  });
});

function originOf(job: number): LogOrigin {
  return { run: runIdOf(job, 0), job: jobIdOf(100 + job, 0), step: 2, worker: workerId('w') };
}

/** Ten lines with numbers. */
function linesFrom(first: number): Buffer {
  const texts = Array.from({ length: 10 }, (_, at) => `2026-01-01T00:00:00.000Z ${first + at}\n`);
  return Buffer.from(texts.join(''));
}
