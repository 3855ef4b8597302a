import { writeFileSync } from 'node:fs';

import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import {
  type PresenceRecord,
  type StepCompleted,
  readPresence,
  workerId,
} from '../../../src/events/index.ts';
import { jobSpec } from './support/job-spec.ts';
import { logWithLateReaders } from './support/late-readers.ts';
import {
  type TestWorker,
  type TestWorkerOptions,
  noCheckouts,
  startTestWorker,
} from './support/test-worker.ts';

const started: TestWorker[] = [];
afterEach(async () => {
  for (const test of started.splice(0)) await test.close();
});

async function start(
  options: TestWorkerOptions = {},
): Promise<TestWorker & { readonly presence: PresenceRecord[] }> {
  const test = await startTestWorker(options);
  started.push(test);
  const presence: PresenceRecord[] = [];
  const subscription = test.log.subscribe('runbook.workers', {
    from: 'earliest',
    onRecords: (records) => {
      for (const record of records) {
        const read = readPresence(record.value);
        if (read.kind === 'event') presence.push(read.event);
      }
    },
    onError: (error) => {
      throw error;
    },
  });
  await subscription.caughtUp;
  return { ...test, presence };
}

describe('a worker', () => {
  it('says who it is before it takes anything', async () => {
    const { presence, worker } = await start();
    expect(presence[0]).toMatchObject({
      type: 'worker_heartbeat',
      worker: worker.id,
      name: 'tester',
      capacity: 2,
      running: [],
      draining: false,
    });
  });

  it('says so only once it reads what is offered: from then on it misses nothing', async () => {
    const { log, begin } = logWithLateReaders();
    onTestFinished(() => log.close());
    let heartbeats = 0;
    log.subscribe('runbook.workers', {
      from: 'earliest',
      onRecords: (records) => {
        heartbeats += records.length;
      },
      onError: (error) => {
        throw error;
      },
    });
    const starting = start({ log });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heartbeats).toBe(0);
    begin();
    await starting;
    await expect.poll(() => heartbeats, { timeout: 20_000 }).toBe(1);
  });

  it('claims what it has the labels for, in any case, and nothing else', async () => {
    const { orchestrator } = await start();
    const other = jobSpec([{ run: 'true' }]);
    const own = jobSpec([{ run: 'true' }]);
    await orchestrator.offer(other, ['windows-latest']);
    await orchestrator.offer(own, ['Ubuntu-24.04', 'self-hosted']);
    await orchestrator.completed(own);
    expect(
      orchestrator.events.filter((event) => event.type === 'job_claimed').map((event) => event.job),
    ).toEqual([own.job]);
  });

  it('claims no more than it has slots, and the oldest offer first when one is free', async () => {
    const { orchestrator, worker } = await start({ capacity: 1 });
    const jobs = [1, 2, 3].map(() => jobSpec([{ run: 'true' }]));
    for (const job of jobs) await orchestrator.offer(job);
    for (const job of jobs) await orchestrator.completed(job);
    const order = orchestrator.events.flatMap((event) =>
      event.type === 'job_claimed' || event.type === 'job_completed'
        ? [`${event.type} ${jobs.findIndex((job) => job.job === event.job)}`]
        : [],
    );
    expect(order).toEqual([0, 1, 2].flatMap((index) => [`job_claimed ${index}`, `job_completed ${index}`]));
    await expect.poll(() => worker.running).toBe(0);
  });

  it('lets workers with the mirror go first, and claims nothing that was granted meanwhile', async () => {
    const { orchestrator } = await start({
      checkouts: { ...noCheckouts, holds: () => false },
      otherWorkersDelayMs: 30,
    });
    const taken = jobSpec([{ run: 'true' }]);
    const free = jobSpec([{ run: 'true' }]);
    const { repository, run, job } = taken;
    await orchestrator.offer(taken);
    await orchestrator.publish({
      type: 'job_granted',
      repository,
      run,
      job,
      worker: workerId('other'),
      spec: taken,
    });
    await orchestrator.execute(free);
    expect(
      orchestrator.events.filter((event) => event.type === 'job_claimed').map((event) => event.job),
    ).toEqual([free.job]);
  });

  it('claims nothing while it may not, and what waited once it may', async () => {
    let asked = 0;
    let room = false;
    const { orchestrator } = await start({
      heartbeatMs: 10,
      mayClaim: () => {
        asked += 1;
        return room;
      },
    });
    const spec = jobSpec([{ run: 'true' }]);
    await orchestrator.offer(spec);
    await vi.waitUntil(() => asked > 2);
    expect(orchestrator.events.filter((event) => event.type === 'job_claimed')).toEqual([]);
    room = true;
    expect(await orchestrator.until((event) => event.type === 'job_claimed')).toMatchObject({
      job: spec.job,
    });
  });

  it('gives its slot free when no grant comes, and returns a grant that comes too late', async () => {
    const { orchestrator, worker } = await start({ capacity: 1, claimHoldMs: 20 });
    orchestrator.grants = false;
    const late = jobSpec([{ run: 'true' }]);
    await orchestrator.offer(late);
    await orchestrator.until((event) => event.type === 'job_claimed');
    orchestrator.grants = true;
    await orchestrator.execute(jobSpec([{ run: 'true' }]));
    const { repository, run, job } = late;
    await orchestrator.publish({ type: 'job_granted', repository, run, job, worker: worker.id, spec: late });
    const returned = await orchestrator.until((event) => event.type === 'job_returned');
    expect(returned).toMatchObject({ job, reason: 'The worker has no open claim for it.' });
  });

  it('starts no process before its start was confirmed, and ignores repeats', async () => {
    const { orchestrator, logs, worker } = await start();
    orchestrator.confirms = false;
    const spec = jobSpec([{ name: 'first', run: 'echo ran' }]);
    const { repository, run, job } = spec;
    await orchestrator.offer(spec);
    await orchestrator.until(
      (event): event is StepCompleted => event.type === 'step_completed' && event.step === 1,
    );
    const grant = { type: 'job_granted', repository, run, job, worker: worker.id, spec } as const;
    await orchestrator.publish(grant);
    await orchestrator.publish({ type: 'job_offered', repository, run, job, labels: ['ubuntu-latest'] });
    expect(logs.files).toEqual(['01-Set-up-job.log']);
    await orchestrator.publish({ type: 'job_confirmed', repository, run, job, worker: worker.id });
    await orchestrator.completed(spec);
    orchestrator.confirms = true;
    await orchestrator.publish(grant);
    await orchestrator.execute(jobSpec([{ run: 'true' }]));
    const facts = orchestrator.events
      .filter((event) => 'job' in event && event.job === job)
      .map((event) => event.type);
    expect(facts.filter((type) => type === 'job_started' || type === 'job_claimed')).toEqual([
      'job_claimed',
      'job_started',
    ]);
    expect(facts).not.toContain('job_returned');
  });

  it('stops a job that is cancelled, lets it clean up, and says who asked', async () => {
    const { orchestrator, logs, worker } = await start();
    const spec = jobSpec([
      { name: 'long', run: 'echo begun; sleep 60' },
      { run: 'echo never' },
      { name: 'clean', if: 'cancelled()', run: 'echo cleaned' },
    ]);
    const { repository, run, job } = spec;
    await orchestrator.offer(spec);
    await logs.untilLine('begun');
    const reason = 'mona asked for it.';
    await orchestrator.publish({
      type: 'job_cancelled',
      repository,
      run,
      job,
      worker: worker.id,
      reason,
      conclusion: 'cancelled',
    });
    expect(await orchestrator.completed(spec)).toMatchObject({ conclusion: 'cancelled', reason });
    expect(orchestrator.steps(spec).map((step) => step.conclusion)).toEqual([
      'success',
      'cancelled',
      'skipped',
      'success',
      'success',
    ]);
    expect(logs.lines('02-long.log').at(-1)).toBe('##[error]The operation was canceled. mona asked for it.');
    expect(logs.lines('04-clean.log').at(-1)).toBe('cleaned');
  });

  it('runs nothing of a job that is cancelled before it was confirmed', async () => {
    const { orchestrator, worker, logs } = await start();
    orchestrator.confirms = false;
    const spec = jobSpec([{ if: 'always()', run: 'true' }]);
    const { repository, run, job } = spec;
    await orchestrator.offer(spec);
    await orchestrator.until((event) => event.type === 'job_started');
    await orchestrator.publish({
      type: 'job_cancelled',
      repository,
      run,
      job,
      worker: worker.id,
      reason: 'Stop.',
      conclusion: 'cancelled',
    });
    expect(await orchestrator.completed(spec)).toMatchObject({ conclusion: 'cancelled' });
    expect(logs.files).toEqual(['01-Set-up-job.log', '03-Complete-job.log']);
  });

  it('stops everything when it was declared lost, and goes on under a new identity', async () => {
    const { orchestrator, logs, worker, presence } = await start();
    const spec = jobSpec([{ run: 'echo begun; sleep 60' }, { if: 'always()', run: 'true' }]);
    await orchestrator.offer(spec);
    await logs.untilLine('begun');
    const before = worker.id;
    await orchestrator.publish({ type: 'worker_lost', worker: before, reason: 'Silent.' });
    await expect.poll(() => worker.id).not.toBe(before);
    await expect
      .poll(() =>
        presence.some((record) => record.type === 'worker_heartbeat' && record.worker === worker.id),
      )
      .toBe(true);
    // Owners of other partitions hear at once that nothing of the old identity runs any more.
    expect(presence).toContainEqual(expect.objectContaining({ type: 'worker_left', worker: before }));
    const next = jobSpec([{ run: 'true' }]);
    expect(await orchestrator.execute(next)).toMatchObject({ conclusion: 'success', worker: worker.id });
    expect(
      orchestrator.events.some((event) => event.type === 'job_completed' && event.job === spec.job),
    ).toBe(false);
  });

  it('drains: claims nothing more, finishes what runs, and leaves', async () => {
    const { orchestrator, logs, worker, presence } = await start();
    const spec = jobSpec([{ run: 'echo begun; while [ ! -e ../../go ]; do sleep 0.01; done' }]);
    await orchestrator.offer(spec);
    await logs.untilLine('begun');
    const drained = worker.drain(60_000);
    const late = jobSpec([{ run: 'true' }]);
    await orchestrator.offer(late);
    const { repository, run, job } = late;
    await orchestrator.publish({ type: 'job_granted', repository, run, job, worker: worker.id, spec: late });
    const returned = await orchestrator.until((event) => event.type === 'job_returned');
    expect(returned).toMatchObject({ job, reason: 'The worker is draining.' });

    writeFileSync(`${started[0]?.folder}/workspaces/go`, '');
    await drained;
    expect(await orchestrator.completed(spec)).toMatchObject({ conclusion: 'success' });
    expect(presence.at(-1)).toMatchObject({ type: 'worker_left', worker: worker.id });
    expect(presence.some((record) => record.type === 'worker_heartbeat' && record.draining)).toBe(true);
  });

  it('cancels what is not done when the time to drain is over', async () => {
    const { orchestrator, logs, worker } = await start();
    const spec = jobSpec([{ run: 'echo begun; sleep 60' }, { if: 'always()', run: 'sleep 60' }]);
    await orchestrator.offer(spec);
    await logs.untilLine('begun');
    await worker.drain(10);
    expect(await orchestrator.completed(spec)).toMatchObject({ conclusion: 'cancelled' });
    expect(worker.running).toBe(0);
  });
});
