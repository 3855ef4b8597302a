import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Kafka, logLevel } from 'kafkajs';
import { afterEach, expect, it } from 'vitest';
import { givenSource } from '../../scripts/kafka/given.mjs';
import { answers, runbookTopics } from '../../scripts/kafka/ready.mjs';
import { startBroker } from '../../scripts/kafka/start-broker.mjs';
import type { Broker } from '../../scripts/kafka/types.ts';
import { brokerIsOurs, describeWithKafka } from './describe-with-kafka.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/kafka/broker.mjs', import.meta.url));

let broker: Broker | null = null;

afterEach(async () => {
  await broker?.stop();
  broker = null;
});

describeWithKafka('the broker for tests', () => {
  it.runIf(brokerIsOurs)('has after a SIGKILL what it had stored before', async () => {
    broker = await startBroker();
    await createTopic(broker.brokers, 'runbook.test');
    await broker.kill();
    expect(broker.pid).toBeNull();
    expect(await answers(broker.brokers)).toBe(false);
    await broker.restart();
    expect(await runbookTopics(broker.brokers)).toEqual(['runbook.test']);
  });

  it.runIf(brokerIsOurs)('answers nothing while it is frozen, and again once it is thawed', async () => {
    broker = await startBroker();
    await broker.freeze();
    const answer = answers(broker.brokers);
    expect(await Promise.race([answer, wait(500, 'silence')])).toBe('silence');
    await broker.thaw();
    await answer;
    while (!(await answers(broker.brokers))) await wait(50);
  });

  it.runIf(brokerIsOurs)('is gone with its data when it is stopped', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'runbook-broker-'));
    const folder = join(parent, 'data');
    const stopped = await startBroker({ folder });
    await stopped.stop();
    expect(await answers(stopped.brokers)).toBe(false);
    expect(existsSync(folder)).toBe(false);
    await rmdir(parent);
  });

  it.runIf(brokerIsOurs)('does not outlive the process that started it', async () => {
    const { firstLine, exit, kill } = run([SCRIPT]);
    const address = /127\.0\.0\.1:\d+/.exec(await firstLine)?.[0];
    expect(await answers(address!)).toBe(true);
    kill();
    await exit;
    while (await answers(address!)) await wait(50);
  });

  it('that KAFKA_BROKERS names is refused while it holds topics, and left without those made on it', async () => {
    broker = await startBroker();
    const source = await givenSource(broker.brokers);
    if ('missing' in source) throw new Error(source.missing);
    const given = await source.start({});
    await createTopic(broker.brokers, 'runbook.events');
    await expect(source.start({})).rejects.toThrow(/has runbook\.events already/);
    await given.stop();
    expect(await runbookTopics(broker.brokers)).toEqual([]);
    expect(await answers(broker.brokers)).toBe(true);
  });
});

it('without a broker to be had, the script says what it looked for and what to do', async () => {
  const { errors, exit, firstLine } = run([SCRIPT], { PATH: '/nowhere', JAVA_HOME: '', KAFKA_BROKERS: '' });
  await expect(firstLine).rejects.toThrow();
  expect(await exit).toBe(1);
  const text = errors.join('\n');
  for (const place of ['KAFKA_BROKERS', 'Docker', 'Java 17', 'apt-get install'])
    expect(text).toContain(place);
});

it('a KAFKA_BROKERS where nothing answers is not replaced by another broker', async () => {
  const { errors, exit, firstLine } = run([SCRIPT], { KAFKA_BROKERS: '127.0.0.1:1' });
  await expect(firstLine).rejects.toThrow();
  expect(await exit).toBe(1);
  expect(errors.join('\n')).toContain('KAFKA_BROKERS is 127.0.0.1:1, and no broker answers there');
});

async function createTopic(brokers: string, topic: string): Promise<void> {
  const admin = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic }], waitForLeaders: true });
  await admin.disconnect();
}

/** Runs node with these arguments. */
function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  const output = createInterface({ input: child.stdout });
  return {
    errors,
    firstLine: new Promise<string>((resolve, reject) => {
      output.once('line', resolve);
      output.once('close', () => reject(new Error(errors.join('\n'))));
    }),
    exit: new Promise<number | null>((resolve) => child.once('close', resolve)),
    kill: () => child.kill('SIGKILL'),
  };
}
