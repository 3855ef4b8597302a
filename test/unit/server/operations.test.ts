import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

  it('pages show what users wrote as text, load nothing and run nothing', async () => {
    const run = await runbook.push(
      { ...workflow(job('build', { name: HOSTILE })), name: HOSTILE },
      { ...PUSH, message: HOSTILE, ref: `refs/heads/${HOSTILE}` },
    );
    await runbook.finishJob(run, 'build');
    for (const path of ['/', `/runs/${run}`]) {
      const answer = await runbook.request(path);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      const html = await answer.text();
      expect(html).toContain('&lt;script&gt;');
      expect(html).not.toContain('<script');
      expect(html).not.toContain('onload="x');
    }
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
