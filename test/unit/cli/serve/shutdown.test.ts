import { describe, expect, it } from 'vitest';
import { Shutdown } from '../../../../src/cli/serve/shutdown.ts';

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

  it('stops at once what is started while everything stops', async () => {
    const order: string[] = [];
    const shutdown = new Shutdown();
    let letGo = (): void => undefined;
    shutdown.add(
      () =>
        new Promise<void>((resolve) => {
          letGo = resolve;
        }),
    );
    const stopped = shutdown.run();
    expect(shutdown.begun).toBe(true);
    shutdown.add(() => void order.push('late'));
    letGo();
    await stopped;
    shutdown.add(() => void order.push('later'));
    await shutdown.run();
    expect(order).toEqual(['late', 'later']);
  });
});
