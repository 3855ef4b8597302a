import { describe, expect, it } from 'vitest';
import { Shutdown } from '../../../../src/cli/serve/shutdown.ts';
import { printStartBlock } from '../../../../src/cli/serve/start-block.ts';
import { MemoryOutput } from '../memory-output.ts';

describe('stopping what was started', () => {
  it('goes backwards, once, and past what fails', async () => {
    const order: string[] = [];
    const shutdown = new Shutdown();
    shutdown.add(() => void order.push('log'));
    shutdown.add(() => {
      order.push('server');
      throw new Error('in the way');
    });
    shutdown.add(async () => void order.push('worker'));
    await expect(shutdown.run()).rejects.toThrow(AggregateError);
    await expect(shutdown.run()).rejects.toThrow(AggregateError);
    expect(order).toEqual(['worker', 'server', 'log']);
  });
});

describe('what serve says when it runs', () => {
  const facts = {
    version: '1.0.0',
    url: 'http://127.0.0.1:4000',
    dataPath: '/data',
    tokenPath: '/data/keys/token',
    capacity: 2,
    labels: ['linux'],
    userName: 'ci',
    root: false,
    findsAllProcesses: true,
  };

  it('names address, data, token, worker and whom one trusts', async () => {
    const output = new MemoryOutput();
    await printStartBlock(facts, output);
    for (const text of ['http://127.0.0.1:4000', '/data', '/data/keys/token', '2 jobs', 'linux', 'user ci']) {
      expect(output.text).toContain(text);
    }
    expect(output.text).not.toContain('warning');
  });

  it('warns of root and of systems where processes may escape', async () => {
    const output = new MemoryOutput();
    await printStartBlock({ ...facts, root: true, findsAllProcesses: false }, output);
    expect(output.text.match(/warning:/g)).toHaveLength(2);
  });
});
