import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { environment, runbook } from './program.ts';

const HOME = '/nonexistent';

describe('the built program', () => {
  it('prints its version', async () => {
    expect(await runbook(['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  it('ends with 2 for wrong usage', async () => {
    const { code, stderr } = await runbook(['server']);
    expect(stderr).toContain("unknown command 'server'");
    expect(code).toBe(2);
  });

  it.each([
    {
      args: ['serve', '--log', 'kafka'],
      says: 'Kafka needs --brokers, for example --brokers kafka-1:9092,kafka-2:9092.',
    },
    {
      args: ['serve', '--roles', 'server'],
      says: '--roles: on the embedded log one process has all roles; fewer need --log kafka.',
    },
    {
      args: ['worker', '--brokers', 'kafka:9092'],
      says: 'A worker needs a server: name it with --server URL, and give its token with --token-file or --token.',
    },
    {
      args: ['worker', '--brokers', 'kafka', '--server', 'http://ci', '--token', 'x'],
      says: '--brokers: "kafka" is not a broker of the form host:port, for example kafka-1:9092.',
    },
  ])('ends with 2 and one sentence for $args', async ({ args, says }) => {
    expect(await runbook(args)).toEqual({ code: 2, stdout: '', stderr: `runbook: ${says}\n` });
  });

  it('takes every flag of a worker from the environment', async () => {
    const env = environment(HOME, {
      RUNBOOK_BROKERS: 'kafka:9092',
      RUNBOOK_SERVER: 'http://ci.example.com',
      RUNBOOK_TOKEN: 'a-token-of-the-workers',
      RUNBOOK_KAFKA_SASL: 'plain',
      RUNBOOK_KAFKA_USERNAME: 'runbook',
    });
    const { code, stderr } = await runbook(['worker'], { env });
    expect(stderr).toContain('--kafka-sasl plain needs a password');
    expect(code).toBe(2);
    const given = await runbook(['worker', '--data', '/dev/null/data'], {
      env: { ...env, RUNBOOK_KAFKA_PASSWORD: 'sesame' },
    });
    expect(given.stderr).toContain('The data folder /dev/null/data cannot be made');
    expect(given.code).toBe(2);
  });
});
