import { describe, expect, it } from 'vitest';
import { printStartBlock, type StartFacts } from '../../../../src/cli/serve/start-block.ts';
import { MemoryOutput } from '../memory-output.ts';

const WHOLE: StartFacts = {
  version: '1.0.0',
  roles: ['server', 'orchestrator', 'worker'],
  server: {
    url: 'http://127.0.0.1:4000',
    signInUrl: 'http://127.0.0.1:4000/sign-in/code',
    tokenPath: '/data/keys/token',
    workerTokenPath: '/data/keys/worker-token',
  },
  remote: null,
  kafka: null,
  dataPath: '/data',
  health: null,
  worker: { name: 'machine', capacity: 2, labels: ['linux'] },
  userName: 'ci',
  root: false,
  findsAllProcesses: true,
  warnings: [],
};

async function said(facts: Partial<StartFacts>): Promise<string> {
  const output = new MemoryOutput();
  await printStartBlock({ ...WHOLE, ...facts }, output);
  return output.text;
}

describe('what a process says when it runs', () => {
  it('names address, data, token, worker and whom one trusts', async () => {
    const text = await said({});
    for (const part of ['http://127.0.0.1:4000', '/data', '/data/keys/token', '2 jobs', 'linux', 'user ci']) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/sign in +http:\/\/127\.0\.0\.1:4000\/sign-in\/code /);
    expect(text).not.toContain('warning');
    expect(text).not.toContain('brokers');
  });

  it('warns of root and of systems where processes may escape', async () => {
    expect((await said({ root: true, findsAllProcesses: false })).match(/warning:/g)).toHaveLength(2);
  });

  it('names the roles, the brokers, and the token for workers on Kafka', async () => {
    const kafka = { brokers: ['a:9092', 'b:9092'], partitions: 12 };
    const text = await said({ kafka, roles: ['server'], worker: null, root: true });
    expect(text).toMatch(/roles +server\n/);
    expect(text).toMatch(/brokers +a:9092, b:9092 \(12 partitions\)/);
    expect(text).toMatch(/workers +\/data\/keys\/worker-token/);
    expect(text).not.toMatch(/trust|warning|cancels/);
  });

  it('names the server, the worker and its probes where there is no server in the process', async () => {
    const text = await said({
      server: null,
      remote: 'https://ci.example.com',
      kafka: { brokers: ['a:9092'], partitions: 1 },
      roles: ['worker'],
      health: { host: '127.0.0.1', port: 4001 },
      warnings: ['The server at https://ci.example.com has not answered yet.'],
    });
    expect(text).toMatch(/server +https:\/\/ci\.example\.com\n/);
    expect(text).toMatch(/worker +machine, 2 jobs at a time/);
    expect(text).toMatch(/health +http:\/\/127\.0\.0\.1:4001\/readyz/);
    expect(text).toMatch(/warning: The server at .* has not answered yet/);
    expect(text).not.toMatch(/token|sign in/);
  });
});
