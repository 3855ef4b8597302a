import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunId } from '../../../../src/events/index.ts';
import type { GraphShape, RunDetailShape } from '../../../../src/server/index.ts';
import { Installation, job, workflow } from '../installation.ts';

const deploy = { group: 'Deploy', cancelInProgress: false };

describe('what waits, as the API tells it', () => {
  let runbook: Installation;
  beforeEach(async () => {
    runbook = await Installation.start();
    await runbook.register();
  });
  afterEach(() => runbook.stop());

  const legsOf = async (run: RunId, key: string) => {
    const { jobs } = await runbook.json<GraphShape>(`/api/runs/${run}/graph`);
    const legs = jobs.find((one) => one.key === key)?.legs ?? [];
    return legs.map(({ reason, waiting }) => ({ reason, waiting }));
  };

  it('names the labels that no worker has, and says nothing any more once a worker has the job', async () => {
    const run = await runbook.push(
      workflow(job('build'), job('train', { runsOn: { labels: ['ubuntu-latest', 'gpu'] } })),
    );
    const offer = await runbook.event('job_offered', ({ key }) => key === 'train');
    await runbook.event('job_offered', ({ key }) => key === 'build');
    const waiting = { kind: 'worker', labels: ['ubuntu-latest', 'gpu'], missing: ['gpu'], workers: 1 };
    const reason = 'waiting for a worker with label gpu';
    await expect.poll(() => legsOf(run, 'train')).toEqual([{ reason, waiting }]);
    expect(await runbook.json(`/api/jobs/${offer.job}`)).toMatchObject({ reason, waiting });
    expect(await legsOf(run, 'build')).toMatchObject([
      { reason: 'waiting for a free worker', waiting: { missing: [] } },
    ]);
    await runbook.startJob(run, 'build');
    expect(await legsOf(run, 'build')).toEqual([{ reason: null, waiting: null }]);
  });

  it('names the run that has the group of a whole run, in the list too', async () => {
    const definition = { ...workflow(job('build')), concurrency: deploy };
    const first = await runbook.push(definition);
    const second = await runbook.push(definition);
    const waits = {
      reason: 'waiting in group Deploy behind run #1',
      waiting: { kind: 'group', group: 'Deploy', behind: { run: first, run_number: 1, job: null } },
    };
    expect(await runbook.json<RunDetailShape>(`/api/runs/${second}`)).toMatchObject(waits);
    expect(await runbook.json('/api/runs')).toMatchObject({
      workflow_runs: [waits, { reason: null, waiting: null }],
    });
    await runbook.finishJob(first, 'build');
    await runbook.event('job_offered', ({ run }) => run === second);
    expect(await runbook.json(`/api/runs/${second}`)).toMatchObject({ reason: null, waiting: null });
  });

  it('names the job that has the group of a job', async () => {
    const definition = workflow(job('ship', { concurrency: deploy }));
    const first = await runbook.push(definition);
    const second = await runbook.push(definition);
    await runbook.event('job_waiting', ({ run }) => run === second);
    expect(await legsOf(second, 'ship')).toEqual([
      {
        reason: 'waiting in group Deploy behind ship of run #1',
        waiting: { kind: 'group', group: 'Deploy', behind: { run: first, run_number: 1, job: 'ship' } },
      },
    ]);
  });

  it('tells of a matrix that is full, and until when a retry waits', async () => {
    const run = await runbook.push(
      workflow(
        job('full', { strategy: { matrix: { n: [1, 2] }, maxParallel: 1 } }),
        job('again', { retry: { attempts: 2, delay: 3600 } }),
      ),
    );
    await runbook.event('job_waiting', ({ key }) => key === 'full');
    expect((await legsOf(run, 'full'))[1]).toEqual({
      reason: 'The matrix runs at most 1 at once.',
      waiting: { kind: 'max-parallel', until: null },
    });
    await runbook.completeJob(await runbook.startJob(run, 'again'), 'failure');
    await runbook.event('job_waiting', ({ key }) => key === 'again');
    const [again] = await legsOf(run, 'again');
    expect(again?.waiting).toEqual({ kind: 'retry', until: expect.any(String) });
    expect(again?.reason).toContain('Try 1 of 2 ended as failure; the next one waits until');
  });
});
