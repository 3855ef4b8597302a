import { array, assert, asyncProperty, constantFrom } from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { readFeed, workerId } from '../../../../src/events/index.ts';
import { startOrchestrator } from '../../../../src/orchestrator/index.ts';
import { type Fate, FaultyLog } from './faulty-log.ts';
import { REPOSITORY, SILENT, startsOneRun, World } from './world.ts';

let world: World;
afterEach(() => world.end());

describe('an orchestrator', () => {
  it('takes its partition over, decides, and is ready while it does', async () => {
    world = new World();
    const orchestrator = world.orchestrate();
    expect(orchestrator.ready).toBe(false);
    world.work();
    await world.register();
    await world.deliver('one');
    await world.until(() => world.count('run_completed') === 1);
    expect(orchestrator).toMatchObject({ ready: true, problem: null });
    expect(world.count('partition_owned')).toBe(1);
    expect(world.count('job_granted')).toBe(2);
  });

  it('stops though it waits to read snapshots from a log that is away', async () => {
    world = new World();
    world.log.isStateAway = true;
    const orchestrator = world.orchestrate();
    await expect.poll(() => orchestrator.problem).toContain('is being read');
    await orchestrator.stop();
    expect(world.count('partition_owned')).toBe(0);
  });

  it('tells a worker that comes late of open offers at once', { timeout: 20_000 }, async () => {
    world = new World();
    world.orchestrate(undefined, 3_600_000);
    await world.register();
    await world.deliver('one');
    await world.until(() => world.count('job_offered') === 1);
    world.work();
    await world.until(() => world.count('run_completed') === 1);
    expect(world.count('job_offered')).toBe(2);
  });

  it('does nothing for the heartbeats of workers that it knows', async () => {
    world = new World();
    const offers: string[] = [];
    const feed = world.log.subscribe('runbook.jobs', {
      from: 'earliest',
      onRecords: (records) => {
        for (const { value } of records) if (value.includes('"job_offered"')) offers.push(value);
      },
      onError: () => undefined,
    });
    world.orchestrate(undefined, 3_600_000);
    await world.register();
    await world.deliver('one');
    await world.until(() => world.count('job_offered') === 1);
    for (let beat = 0; beat < 50; beat += 1) await world.heartbeat('worker-1');
    const offered = world.events.flatMap(({ event }) => (event.type === 'job_offered' ? [event] : []))[0]!;
    const { repository, run, job } = offered;
    await world.append({ type: 'job_claimed', repository, run, job, worker: workerId('worker-1') });
    await world.until(() => world.count('job_granted') === 1);
    // Once when it was made, once when the worker was heard of first; then with its name.
    expect(offers.map((value) => JSON.parse(value).first)).toEqual([[], ['worker-1']]);
    await feed.close();
  });

  it('publishes nothing of what does not count', async () => {
    world = new World();
    const offers: string[] = [];
    const feed = world.log.subscribe('runbook.jobs', {
      from: 'earliest',
      onRecords: (records) => {
        for (const { value } of records) {
          const read = readFeed(value);
          if (read.kind === 'event') offers.push(`${read.event.type} ${read.event.by}`);
        }
      },
      onError: () => undefined,
    });
    world.orchestrate();
    await world.register();
    await world.deliver('one');
    await world.until(() => world.count('job_offered') === 1);
    const offered = world.events.flatMap(({ event }) => (event.type === 'job_offered' ? [event] : []))[0];
    if (offered === undefined) throw new Error('no offer');
    await world.append({ ...offered, owner: 'somebody-else' as never, job: (offered.job + 10_240) as never });
    await world.until(() => world.count('job_offered', false) === 1);
    expect(new Set(offers)).toEqual(new Set([`job_offered orchestrator:${offered.owner}`]));
    await feed.close();
  });

  it('concludes every delivery once, whatever becomes of its decisions and of what it tells workers', async () => {
    const fate = constantFrom<Fate>('stored', 'stored', 'refused', 'timed-out');
    await assert(
      asyncProperty(array(fate, { maxLength: 20 }), async (fates) => {
        world = new World();
        const worker = world.work();
        world.log.fate = (_, records) => {
          const byOwner = records.some(({ value }) => value.includes('"by":"orchestrator:'));
          return byOwner ? (fates.shift() ?? 'stored') : 'stored';
        };
        world.orchestrate();
        await world.register();
        await world.deliver('one');
        await world.deliver('two');
        await world.until(() => world.count('run_completed') === 2);
        expect(world.count('run_requested')).toBe(2);
        expect(worker.executed.map(({ name }) => name).toSorted()).toEqual([
          'first',
          'first',
          'second',
          'second',
        ]);
        await world.end();
      }),
      { numRuns: 40 },
    );
    world = new World();
  });

  it('takes over again when a rival did while the partition is still assigned to it', async () => {
    world = new World();
    const orchestrator = world.orchestrate();
    await world.until(() => world.count('partition_owned') === 1);
    await world.append({ type: 'partition_owned', owner: 'rival' as never });
    await world.until(() => world.count('partition_owned') === 3);
    await world.register();
    world.work();
    await world.deliver('one');
    await world.until(() => world.count('run_completed') === 1);
    expect(orchestrator.ready).toBe(true);
  });

  it('concludes everything once though another believes the partition to be its own, too', async () => {
    world = new World();
    const worker = world.work();
    world.orchestrate();
    const rivalsLog = new FaultyLog(world.log);
    const rival = startOrchestrator({
      log: rivalsLog,
      intake: { prepare: (pending) => Promise.resolve(startsOneRun(pending)) },
      logger: SILENT,
      heartbeatMs: 50,
      firstPauseMs: 5,
    });
    rivalsLog.assign([0]);
    await world.register();
    for (let push = 1; push <= 5; push += 1) await world.deliver(`push-${push}`);
    await world.until(() => world.count('run_completed') === 5);
    expect(world.count('run_requested')).toBe(5);
    expect(worker.executed).toHaveLength(10);
    await rival.stop();
  });

  it('stops deciding and preparing when the partition is given to another, and begins anew when it is back', async () => {
    world = new World();
    const begun: AbortSignal[] = [];
    world.orchestrate((pending, signal) => {
      begun.push(signal);
      if (begun.length > 1) return Promise.resolve(startsOneRun(pending));
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    await world.register();
    await world.deliver('one');
    await world.until(() => world.count('delivery_received') === 1 && begun.length === 1);
    world.log.assign([]);
    expect(begun[0]?.aborted).toBe(true);
    await world.append({ type: 'partition_owned', owner: 'rival' as never });
    await world.deliver('two');
    world.log.assign([0]);
    world.work();
    await world.until(() => world.count('run_completed') === 2);
    expect(world.count('partition_owned')).toBe(3);
  });

  it('ends a delivery as failed when its intake fails for good', async () => {
    world = new World();
    world.orchestrate(() => Promise.reject(new Error('The remote does not have the commit.')));
    await world.register();
    await world.deliver('one');
    await world.until(() => world.count('delivery_failed') === 1);
    const failed = world.events.find(({ event }) => event.type === 'delivery_failed');
    expect(failed?.event).toMatchObject({ reason: 'The remote does not have the commit.', number: 1 });
  });

  it('begins anew after a while when the snapshots cannot be read', async () => {
    world = new World();
    world.log.unreadable = 1;
    const orchestrator = world.orchestrate();
    await expect.poll(() => orchestrator.problem).toContain('The broker did not answer.');
    await world.until(() => world.count('partition_owned') === 1);
    expect(orchestrator.ready).toBe(true);
  });

  it('gives a partition up that a newer Runbook wrote to, with the sentence', async () => {
    world = new World();
    const orchestrator = world.orchestrate();
    await world.register();
    await world.until(() => world.count('partition_owned') === 1);
    const value = JSON.stringify({ v: 99, type: 'run_requested', at: '', by: '', repository: REPOSITORY });
    await world.log.append('runbook.events', [{ key: REPOSITORY, value }]);
    expect(orchestrator.ready).toBe(false);
    expect(orchestrator.problem).toContain('newer Runbook');
  });

  it('passes over what cannot be read', async () => {
    world = new World();
    world.orchestrate();
    world.work();
    await world.register();
    await world.log.append('runbook.events', [{ key: REPOSITORY, value: '{"half' }]);
    await world.deliver('one');
    await world.until(() => world.count('run_completed') === 1);
  });
});
