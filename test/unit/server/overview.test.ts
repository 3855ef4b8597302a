import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryListShape, DeliveryShape, WorkerListShape } from '../../../src/server/index.ts';
import { Installation, job, REPOSITORY, WORKER, workflow } from './installation.ts';

let runbook: Installation;
beforeEach(async () => {
  runbook = await Installation.start();
  await runbook.register();
});
afterEach(() => runbook.stop());

describe('what came in', () => {
  it('shows of each workflow its run and how far it is', async () => {
    const run = await runbook.push(workflow(job('build')));
    const [queued] = (await runbook.json<DeliveryListShape>('/api/deliveries')).deliveries;
    expect(queued?.workflows).toEqual([
      {
        path: '.runbook/ci.yml',
        outcome: 'started',
        run,
        reason: null,
        run_number: 1,
        status: 'queued',
        conclusion: null,
      },
    ]);
    await runbook.finishJob(run, 'build', 'failure');
    await runbook.completed(run);
    const path = `/api/deliveries/${REPOSITORY}/${queued?.delivery}`;
    expect(await runbook.json<DeliveryShape>(path)).toMatchObject({
      delivery: queued?.delivery,
      status: 'handled',
      workflows: [{ run, run_number: 1, status: 'completed', conclusion: 'failure' }],
    });
  });

  it('says in words why a delivery or a file started nothing', async () => {
    await runbook.failToTakeIn('The remote is out of reach.');
    runbook.onDispatch = () => 'It does not listen to `workflow_dispatch`.';
    const dispatches = `/api/v3/repos/${REPOSITORY}/actions/workflows/ci.yml/dispatches`;
    await runbook.request(dispatches, { method: 'POST', body: JSON.stringify({ ref: 'main' }) });
    const { deliveries } = await runbook.json<DeliveryListShape>('/api/deliveries');
    expect(deliveries).toMatchObject([
      {
        status: 'handled',
        forge: 'runbook',
        reason: null,
        workflows: [
          {
            outcome: 'skipped',
            run: null,
            run_number: null,
            status: null,
            conclusion: null,
            reason: 'It does not listen to `workflow_dispatch`.',
          },
        ],
      },
      { status: 'failed', reason: 'The remote is out of reach.', workflows: [] },
    ]);
  });

  it('is listed by what became of it', async () => {
    await runbook.push(workflow(job('build')));
    await runbook.failToTakeIn('The remote is out of reach.');
    const list = (query: string) => runbook.json<DeliveryListShape>(`/api/deliveries?${query}`);
    expect(await list('status=failed')).toMatchObject({ total_count: 1, deliveries: [{ status: 'failed' }] });
    expect(await list(`status=handled&repository=${REPOSITORY}`)).toMatchObject({ total_count: 1 });
    expect(await list('status=pending')).toEqual({ total_count: 0, deliveries: [] });
    const wrong = await runbook.request('/api/deliveries?status=lost');
    expect([wrong.status, await wrong.text()]).toEqual([
      422,
      expect.stringContaining('The parameter status is one of pending, handled, failed.'),
    ]);
  });

  it('has nothing by an id that was never seen, or is none', async () => {
    for (const id of ['unknown', '%00', 'x'.repeat(1_000)]) {
      expect((await runbook.request(`/api/deliveries/${REPOSITORY}/${id}`)).status, id).toBe(404);
    }
  });
});

describe('who works', () => {
  it('is listed with the jobs that each has in hand', async () => {
    const run = await runbook.push(workflow(job('build'), job('test')));
    const build = await runbook.startJob(run, 'build');
    const list = await runbook.json<WorkerListShape>('/api/workers');
    expect(list.workers).toMatchObject([
      {
        id: WORKER,
        name: 'first worker',
        capacity: 4,
        jobs: [{ id: build, name: 'build', run, run_number: 1, repository: REPOSITORY }],
      },
    ]);
    expect(Date.parse(list.workers[0]?.jobs[0]?.started_at ?? '')).toBeGreaterThan(0);
    await runbook.completeJob(build);
    expect((await runbook.json<WorkerListShape>('/api/workers')).workers[0]?.jobs).toEqual([]);
  });

  it('is listed beside the jobs that none of them can take', async () => {
    const wanting = { ...job('train'), runsOn: { labels: ['gpu'] } };
    const run = await runbook.push(workflow(job('build'), wanting));
    const { unserved } = await runbook.json<WorkerListShape>('/api/workers');
    expect(unserved).toMatchObject([
      { name: 'train', run, repository: REPOSITORY, labels: ['gpu'], missing: ['gpu'] },
    ]);
  });
});
