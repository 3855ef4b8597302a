import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stampPresence } from '../../../src/events/index.ts';
import { badgeSvg } from '../../../src/server/operations/badge.ts';
import type { DeliveryListShape, GraphShape, WorkerListShape } from '../../../src/server/index.ts';
import { Installation, job, PUSH, WORKER, workflow } from './installation.ts';

const HOSTILE = '<script>alert(1)</script>" onload="x';

describe('a server beside whom something does not work', () => {
  it('says so on /readyz and goes on accepting deliveries', async () => {
    const runbook = await Installation.start({ otherObstacles: () => ['The orchestrator is starting.'] });
    await runbook.register();
    const answer = await fetch(`${runbook.url}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ ready: false, reasons: ['The orchestrator is starting.'] });
    await runbook.push(workflow(job('build')));
    await runbook.stop();
  });
});

describe('a server to which output comes by the log', () => {
  it('shows what became of it', async () => {
    const counters = {
      appendedBytes: 1_000,
      repeatedBytes: 20,
      gaps: 3,
      lostBytes: 1,
      missingEndBytes: 3,
      asked: 5,
      refusedRecords: 6,
      unwantedRecords: 7,
    };
    const runbook = await Installation.start({
      output: {
        counters,
        problem: null,
        awaits: () => false,
        onSettled: () => () => undefined,
        stop: () => Promise.resolve(),
      },
    });
    const lines = (await (await runbook.request('/metrics')).text()).split('\n');
    expect(lines).toContain('runbook_output_bytes_total 1000');
    expect(lines).toContain('runbook_output_repeated_bytes_total 20');
    expect(lines).toContain('runbook_output_gaps_total 3');
    expect(lines).toContain('runbook_output_lost_bytes_total 4');
    await runbook.stop();
  });
});

describe('for those who look on', () => {
  let runbook: Installation;
  beforeEach(async () => {
    runbook = await Installation.start();
    await runbook.register();
  });
  afterEach(() => runbook.stop());

  it('probes say that the process lives and takes work', async () => {
    expect(await (await fetch(`${runbook.url}/healthz`)).text()).toBe('ok\n');
    expect(await (await fetch(`${runbook.url}/readyz`)).json()).toEqual({ ready: true, reasons: [] });
  });

  it('metrics count runs, jobs, deliveries, workers and requests', async () => {
    const run = await runbook.push(workflow(job('build')));
    await runbook.finishJob(run, 'build');
    await runbook.completed(run);
    await runbook.push(workflow(job('build')));
    await runbook.event('job_offered', (event) => event.run > run);
    const text = await (await runbook.request('/metrics')).text();
    for (const line of [
      'runbook_runs{status="completed"} 1',
      'runbook_runs{status="queued"} 1',
      'runbook_jobs{status="queued"} 1',
      'runbook_runs_completed_total{conclusion="success"} 1',
      'runbook_workers 1',
      'runbook_worker_slots 4',
    ]) {
      expect(text).toContain(line);
    }
    await runbook.request('/api/runs');
    expect(await (await runbook.request('/metrics')).text()).toContain('route="/api/runs",status="200"');
  });

  it('metrics say how long jobs wait, what is offered and how much was printed', async () => {
    const run = await runbook.push(workflow(job('build')));
    await runbook.finishJob(run, 'build');
    await runbook.push(workflow(job('a', { runsOn: { labels: ['Linux', 'gpu'] } }), job('b')));
    await runbook.event('job_offered', (event) => event.key === 'b');
    const text = await (await runbook.request('/metrics')).text();
    for (const line of [
      'runbook_offers_open 2',
      'runbook_offers_open_by_labels{labels="gpu,linux"} 1',
      'runbook_offers_open_by_labels{labels="ubuntu-latest"} 1',
      'runbook_job_offer_to_grant_seconds_count 1',
      'runbook_job_grant_to_start_seconds_count 1',
      'runbook_job_queue_seconds_count 1',
      'runbook_partition_takeovers_total 1',
      `runbook_output_bytes_total ${'2026-01-01T00:00:00.000Z hello from build\n'.length}`,
      `runbook_events_folded_total ${(runbook.index.position.get(0) ?? 0) + 1}`,
      'runbook_events_unreadable_total 0',
      'runbook_workers_lost_total 0',
    ]) {
      expect(text).toContain(line);
    }
    for (const histogram of ['runbook_event_lag_seconds', 'runbook_fold_batch_seconds']) {
      expect(text).toMatch(new RegExp(`^${histogram}_count [1-9]`, 'm'));
    }
  });

  it('metrics count what goes wrong', async () => {
    await runbook.log.append('runbook.events', [{ key: 'octo/widgets', value: '{"half' }]);
    const run = await runbook.push(workflow(job('build')));
    await runbook.startJob(run, 'build');
    const left = { type: 'worker_left', worker: WORKER, reason: 'It was killed.' } as const;
    const record = stampPresence(left, { by: 'test', now: Date.now() });
    await runbook.log.append('runbook.workers', [{ key: WORKER, value: JSON.stringify(record) }]);
    await runbook.completed(run);
    const text = await (await runbook.request('/metrics')).text();
    expect(text).toContain('runbook_events_unreadable_total 1');
    expect(text).toContain('runbook_workers_lost_total 1');
  });

  it('workers are those that were heard of', async () => {
    const { workers } = await runbook.json<WorkerListShape>('/api/workers');
    expect(workers).toMatchObject([
      { id: WORKER, name: 'first worker', labels: ['ubuntu-latest'], capacity: 4 },
    ]);
  });

  it('deliveries say what each workflow file became', async () => {
    const run = await runbook.push(workflow(job('build')));
    const { deliveries } = await runbook.json<DeliveryListShape>('/api/deliveries?repository=octo/widgets');
    expect(deliveries).toMatchObject([
      { event: 'push', status: 'handled', workflows: [{ path: '.runbook/ci.yml', outcome: 'started', run }] },
    ]);
    expect((await runbook.json<DeliveryListShape>('/api/deliveries?repository=octo/none')).total_count).toBe(
      0,
    );
  });

  it('the graph shows declared jobs before they exist, and legs as they come', async () => {
    const run = await runbook.push(workflow(job('build'), job('ship', { needs: ['build'] })));
    await runbook.event('job_offered');
    const states = async () =>
      (await runbook.json<GraphShape>(`/api/runs/${run}/graph`)).jobs.map(
        ({ key, status, conclusion, legs }) => [key, status, conclusion, legs.length],
      );
    expect(await states()).toEqual([
      ['build', 'queued', null, 1],
      ['ship', 'pending', null, 0],
    ]);
    await runbook.finishJob(run, 'build', 'failure');
    await runbook.completed(run);
    expect(await states()).toEqual([
      ['build', 'completed', 'failure', 1],
      ['ship', 'completed', 'skipped', 1],
    ]);
  });

  it('the graph names what was tried of a leg before, and that can still be read', async () => {
    const run = await runbook.push(workflow(job('build')));
    const failed = await runbook.finishJob(run, 'build', 'failure');
    await runbook.completed(run);
    await runbook.request(`/api/v3/repos/octo/widgets/actions/runs/${run}/rerun-failed-jobs`, {
      method: 'POST',
    });
    const second = await runbook.finishJob(run, 'build', 'success', 2);
    const { jobs } = await runbook.json<GraphShape>(`/api/runs/${run}/graph`);
    expect(jobs[0]?.legs).toMatchObject([
      { id: second, attempt: 2, earlier: [{ id: failed, attempt: 1, run_attempt: 1 }] },
    ]);
    expect(await runbook.json(`/api/jobs/${failed}`)).toMatchObject({ attempt: 1, conclusion: 'failure' });
  });

  it('badges show what users wrote as text', async () => {
    const run = await runbook.push(
      { ...workflow(job('build', { name: HOSTILE })), name: HOSTILE },
      { ...PUSH, message: HOSTILE, ref: `refs/heads/${HOSTILE}` },
    );
    await runbook.finishJob(run, 'build');
    const badge = await runbook.request('/badge/octo/widgets/ci.yml.svg');
    expect(badge.headers.get('content-type')).toContain('image/svg+xml');
    expect(await badge.text()).not.toContain('<script');
  });

  it('badges say how the newest finished run ended', async () => {
    const path = '/badge/octo/widgets/ci.yml.svg';
    expect((await runbook.request(path)).status).toBe(404);
    const run = await runbook.push(workflow(job('build')));
    expect(await (await runbook.request(path)).text()).toContain('no status');
    await runbook.finishJob(run, 'build', 'failure');
    await runbook.completed(run);
    expect(await (await runbook.request(path)).text()).toContain('CI: failing');
    expect(await (await runbook.request(`${path}?branch=other`)).text()).toContain('no status');
    expect(badgeSvg('CI', 'success')).toContain('passing');
  });
});
