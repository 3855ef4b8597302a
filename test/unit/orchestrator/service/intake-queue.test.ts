import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { deliveryId, repositoryName } from '../../../../src/events/index.ts';
import type { IntakeResult, PendingDelivery } from '../../../../src/orchestrator/index.ts';
import { IntakeQueue } from '../../../../src/orchestrator/service/intake-queue.ts';

/** Intake that ends when the test says so. */
class Desk {
  readonly begun: Array<{ readonly delivery: string; readonly signal: AbortSignal }> = [];
  readonly #ends = new Map<string, (result: IntakeResult) => void>();
  prepared = 0;
  readonly queue = new IntakeQueue({
    source: {
      prepare: ({ event: { delivery } }, signal) => {
        this.begun.push({ delivery, signal });
        return new Promise((resolve, reject) => {
          this.#ends.set(delivery, resolve);
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      },
    },
    logger: pino({ level: 'silent' }),
    onPrepared: () => {
      this.prepared += 1;
    },
  });

  async end({ repository, event: { delivery } }: PendingDelivery): Promise<void> {
    this.#ends.get(delivery)?.({ kind: 'handled', repository, delivery, workflows: [] });
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function pending(repository: string, delivery: string, url = '/srv/app.git'): PendingDelivery {
  return {
    repository: repositoryName(repository),
    registration: { url, secret: '', credentials: null },
    timestamp: 0,
    event: {
      v: 1,
      at: '',
      by: '',
      type: 'dispatch_requested',
      repository: repositoryName(repository),
      delivery: deliveryId(delivery),
      workflow: 'ci.yml',
      ref: '',
      inputs: {},
      actor: 'ada',
    },
  };
}

describe('the intake queue', () => {
  it('prepares repositories beside each other, and each delivery once', async () => {
    const desk = new Desk();
    const deliveries = [pending('acme/a', '1'), pending('acme/b', '2')];
    desk.queue.follow(deliveries);
    desk.queue.follow(deliveries);
    expect(desk.begun.map(({ delivery }) => delivery)).toEqual(['1', '2']);
    await desk.end(deliveries[1]!);
    expect(desk.queue.prepared()).toMatchObject([{ delivery: '2' }]);
    expect(desk.prepared).toBe(1);
    await desk.queue.stop();
  });

  it('keeps a result until the delivery is not pending any more, then takes the next', async () => {
    const desk = new Desk();
    const first = pending('acme/a', '1');
    desk.queue.follow([first]);
    await desk.end(first);
    desk.queue.follow([first]);
    expect(desk.queue.prepared()).toHaveLength(1);
    desk.queue.follow([pending('acme/a', '2')]);
    expect(desk.queue.prepared()).toEqual([]);
    expect(desk.begun.map(({ delivery }) => delivery)).toEqual(['1', '2']);
    await desk.queue.stop();
  });

  it('begins again when the repository is registered anew', async () => {
    const desk = new Desk();
    desk.queue.follow([pending('acme/a', '1', '/srv/old.git')]);
    desk.queue.follow([pending('acme/a', '1', '/srv/new.git')]);
    expect(desk.begun.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    await desk.queue.stop();
  });

  it('gives up what is not pending any more, and everything when it stops', async () => {
    const desk = new Desk();
    const [a, b] = [pending('acme/a', '1'), pending('acme/b', '2')];
    desk.queue.follow([a, b]);
    desk.queue.follow([b]);
    expect(desk.begun.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    await desk.queue.stop();
    expect(desk.begun.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    expect(desk.prepared).toBe(0);
  });
});
