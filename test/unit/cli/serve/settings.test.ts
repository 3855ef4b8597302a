import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../../../src/cli/program.ts';
import { kafkaSettings } from '../../../../src/cli/serve/kafka-settings.ts';
import { serveSettings } from '../../../../src/cli/serve/serve-settings.ts';
import { memoryContext } from '../memory-output.ts';

const TOKEN = 'a-token-of-the-workers';
const REMOTE = ['--server', 'https://ci.example.com', '--token', TOKEN];
const KAFKA = ['--log', 'kafka', '--brokers', 'kafka:9092'];
const WORKER = ['worker', '--brokers', 'kafka:9092', ...REMOTE];

let folder: string;
/** Files of the folder, by what they hold. */
let files: { readonly [name: string]: string };
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-settings-'));
  const texts = {
    certificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
    key: '-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----\n',
    password: 'open sesame\n',
    empty: '\n',
    lines: 'one\ntwo\n',
  };
  files = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      writeFileSync(join(folder, name), text);
      return [name, join(folder, name)];
    }),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command line that must end by itself. */
async function runbook(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<{ code: number; stderr: string }> {
  const { stdout, stderr } = memoryContext();
  const code = await runProgram(args, { stdout, stderr, environment });
  return { code, stderr: stderr.text };
}

describe('what does not fit together ends with 2 and a sentence', () => {
  const cases: readonly { readonly args: () => readonly string[]; readonly says: string }[] = [
    { args: () => ['serve', '--log', 'kafka'], says: 'Kafka needs --brokers, for example' },
    { args: () => ['serve', '--roles', 'server'], says: 'fewer need --log kafka' },
    { args: () => ['serve', '--roles', ','], says: '--roles names none of server, orchestrator, worker' },
    { args: () => ['serve', '--brokers', 'kafka:9092'], says: '--brokers is for Kafka: add --log kafka' },
    { args: () => ['serve', '--kafka-tls'], says: '--kafka-tls is for Kafka' },
    { args: () => ['serve', '--partitions', '3'], says: '--partitions is for Kafka' },
    {
      args: () => ['serve', '--log', 'kafka', '--brokers', 'kafka'],
      says: '"kafka" is not a broker of the form host:port',
    },
    { args: () => ['serve', '--log', 'kafka', '--brokers', 'kafka:0'], says: '"kafka:0" is not a broker' },
    { args: () => ['serve', '--log', 'kafka', '--brokers', 'http://kafka:9092'], says: 'is not a broker' },
    {
      args: () => ['serve', ...KAFKA, '--roles', 'worker'],
      says: '--roles worker needs a server: name it with --server',
    },
    {
      args: () => ['serve', ...KAFKA, '--roles', 'orchestrator', '--server', 'http://x'],
      says: 'give its token',
    },
    {
      args: () => ['serve', ...KAFKA, '--health-port', '4001'],
      says: '--health-port is for processes without the server role',
    },
    { args: () => ['worker', ...REMOTE], says: 'Kafka needs --brokers' },
    {
      args: () => ['worker', '--brokers', 'kafka:9092'],
      says: 'A worker needs a server: name it with --server URL',
    },
    {
      args: () => ['worker', '--brokers', 'kafka:9092', '--server', 'ci.example.com', '--token', TOKEN],
      says: '--server is not an address',
    },
    {
      args: () => ['worker', '--brokers', 'kafka:9092', '--server', 'https://a:hunter2@ci', '--token', TOKEN],
      says: 'without credentials',
    },
    { args: () => [...WORKER, '--token-file', 'x'], says: '--token and --token-file exclude each other' },
    {
      args: () => [
        'worker',
        '--brokers',
        'k:1',
        '--server',
        'http://x',
        '--token-file',
        join(folder, 'none'),
      ],
      says: 'none cannot be read: there is no such file',
    },
    {
      args: () => ['worker', '--brokers', 'k:1', '--server', 'http://x', '--token-file', files['lines']!],
      says: 'has to hold one line',
    },
    {
      args: () => ['worker', '--brokers', 'k:1', '--server', 'http://x', '--token-file', files['empty']!],
      says: 'has to hold one line',
    },
    { args: () => [...WORKER, '--kafka-ca', join(folder, 'none')], says: '--kafka-ca' },
    { args: () => [...WORKER, '--kafka-ca', folder], says: 'it is a folder' },
    { args: () => [...WORKER, '--kafka-ca', files['password']!], says: 'holds no certificate in PEM form' },
    {
      args: () => [...WORKER, '--kafka-cert', files['certificate']!],
      says: '--kafka-cert and --kafka-key belong together',
    },
    {
      args: () => [...WORKER, '--kafka-cert', files['certificate']!, '--kafka-key', files['certificate']!],
      says: 'holds no private key in PEM form',
    },
    { args: () => [...WORKER, '--kafka-username', 'runbook'], says: 'needs --kafka-sasl plain' },
    { args: () => [...WORKER, '--kafka-sasl', 'plain'], says: '--kafka-sasl plain needs --kafka-username' },
    {
      args: () => [...WORKER, '--kafka-sasl', 'plain', '--kafka-username', 'r'],
      says: 'needs a password: --kafka-password-file, or RUNBOOK_KAFKA_PASSWORD',
    },
  ];
  it.each(cases.map((one, index) => ({ ...one, index })))('$index: $says', async ({ args, says }) => {
    const { code, stderr } = await runbook(args());
    expect(stderr).toContain(says);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/hunter2|open sesame/);
    expect(code).toBe(2);
  });
});

describe('the settings of a process', () => {
  it('have Kafka with TLS and SASL, the password from a file or the environment', () => {
    const flags = {
      brokers: ['kafka-1:9092', '[::1]:9093'],
      kafkaCa: files['certificate']!,
      kafkaCert: files['certificate']!,
      kafkaKey: files['key']!,
      kafkaSasl: 'scram-sha-512' as const,
      kafkaUsername: 'runbook',
    };
    const settings = kafkaSettings({ ...flags, kafkaPasswordFile: files['password']! }, {});
    expect(settings).toMatchObject({
      brokers: ['kafka-1:9092', '[::1]:9093'],
      tls: {
        ca: expect.stringContaining('BEGIN CERTIFICATE'),
        cert: expect.stringContaining('BEGIN CERTIFICATE'),
        key: expect.stringContaining('BEGIN EC PRIVATE KEY'),
      },
      sasl: { mechanism: 'scram-sha-512', username: 'runbook', password: 'open sesame' },
    });
    expect(settings).not.toHaveProperty('partitions');
    const other = kafkaSettings(
      { ...flags, partitions: 3, replication: 1 },
      { RUNBOOK_KAFKA_PASSWORD: 'sesame' },
    );
    expect(other).toMatchObject({ sasl: { password: 'sesame' }, partitions: 3, replication: 1 });
    expect(kafkaSettings({ brokers: ['a:1'] }, {})).toEqual({ brokers: ['a:1'], tls: null, sasl: null });
    expect(kafkaSettings({ brokers: ['a:1'], kafkaTls: true }, {}).tls).toEqual({});
  });

  const FLAGS = {
    host: '127.0.0.1',
    port: 4000,
    log: 'kafka',
    brokers: ['kafka:9092'],
    roles: ['worker', 'server'],
    labels: [],
    passEnv: [],
    drain: 1_000,
    keepDays: 90,
    healthHost: '127.0.0.1',
  } as const;

  it('take tokens and master key of a server from flags and environment', () => {
    const environment = {
      RUNBOOK_MASTER_KEY: 'ab'.repeat(32),
      RUNBOOK_WORKER_TOKEN: TOKEN,
      RUNBOOK_DATA: '/data',
    };
    const settings = serveSettings({ ...FLAGS, token: 'a-token-of-the-api-itself' }, environment);
    expect([...settings.roles]).toEqual(['server', 'worker']);
    expect(settings).toMatchObject({ data: '/data', remote: null, health: null });
    expect(settings.server?.keys).toEqual({
      RUNBOOK_MASTER_KEY: 'ab'.repeat(32),
      RUNBOOK_TOKEN: 'a-token-of-the-api-itself',
      RUNBOOK_WORKER_TOKEN: TOKEN,
    });
    expect(settings.worker).toMatchObject({ name: hostname(), drainMs: 1_000 });
  });

  it('have a server elsewhere for roles without one, and answer probes where asked to', () => {
    const token = files['password']!;
    const flags = { ...FLAGS, roles: ['orchestrator'], server: 'https://ci.example.com/', tokenFile: token };
    const settings = serveSettings({ ...flags, healthPort: 4001, url: 'https://ci.example.com/' }, {});
    expect(settings).toMatchObject({
      server: null,
      worker: null,
      remote: { server: 'https://ci.example.com', token: 'open sesame' },
      health: { host: '127.0.0.1', port: 4001 },
      url: 'https://ci.example.com',
    });
  });
});
