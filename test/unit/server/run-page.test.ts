import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GraphShape, RunAttemptListShape, RunListShape } from '../../../src/server/index.ts';
import { Installation, job, REPOSITORY, workflow } from './installation.ts';

describe('what the pages of runs are made of', () => {
  let runbook: Installation;
  beforeEach(async () => {
    runbook = await Installation.start();
    await runbook.register();
  });
  afterEach(() => runbook.stop());

  const statusOf = async (path: string) => (await runbook.request(path)).status;

  it('lists runs by a text and by a workflow, and says where a filter cannot be used', async () => {
    await runbook.push(workflow(job('build')));
    await runbook.push({ ...workflow(job('build')), path: '.runbook/ship.yml', name: 'Ship it' });
    const numbers = async (query: string) => {
      const list = await runbook.json<RunListShape>(`/api/runs?${query}`);
      return [list.total_count, ...list.workflow_runs.map(({ run_number }) => run_number)];
    };
    expect(await numbers('text=ADD%20a%20widget')).toEqual([2, 2, 1]);
    expect(await numbers('text=%232')).toEqual([1, 2]);
    expect(await numbers('text=100%25')).toEqual([0]);
    expect(await numbers('text=mona&workflow=Ship%20it')).toEqual([1, 2]);
    expect(await numbers(`workflow=ci.yml&repository=${REPOSITORY}`)).toEqual([1, 1]);
    expect(await numbers('workflow=ci.yml&repository=octo/none')).toEqual([0]);
    expect(await numbers('workflow=none')).toEqual([0]);
    expect(await numbers('text=mona&per_page=1&page=2')).toEqual([2, 1]);
    expect(await statusOf(`/api/runs?text=${'x'.repeat(200)}`)).toBe(200);
    expect(await statusOf(`/api/runs?text=${'x'.repeat(201)}`)).toBe(422);
    expect(await runbook.json(`/api/filters?repository=${REPOSITORY}`)).toEqual({
      repositories: [REPOSITORY],
      workflows: ['Ship it', 'CI'],
      branches: ['main'],
      events: ['push'],
      actors: ['mona'],
    });
    expect(await statusOf('/api/filters?repository=none')).toBe(422);
  });

  it('shows every attempt of a run with the jobs that it had, and no others', async () => {
    const run = await runbook.push(workflow(job('build'), job('ship', { needs: ['build'] })));
    await runbook.finishJob(run, 'build', 'failure');
    await runbook.completed(run);
    await runbook.request(`/api/v3/repos/${REPOSITORY}/actions/runs/${run}/rerun`, { method: 'POST' });
    await runbook.finishJob(run, 'build', 'success', 2);
    await runbook.event('job_offered', ({ key }) => key === 'ship');
    const shown = async (query: string) => {
      const graph = await runbook.json<GraphShape>(`/api/runs/${run}/graph${query}`);
      const jobs = graph.jobs.map(({ key, status, conclusion }) => [key, status, conclusion]);
      return { attempt: graph.run.run_attempt, conclusion: graph.run.conclusion, jobs };
    };
    expect(await shown('?attempt=1')).toEqual({
      attempt: 1,
      conclusion: 'failure',
      jobs: [
        ['build', 'completed', 'failure'],
        ['ship', 'completed', 'skipped'],
      ],
    });
    const newest = await shown('');
    expect(newest).toMatchObject({
      attempt: 2,
      jobs: [
        ['build', 'completed', 'success'],
        ['ship', 'queued', null],
      ],
    });
    expect(await shown('?attempt=2')).toEqual(newest);
    expect(await statusOf(`/api/runs/${run}/graph?attempt=3`)).toBe(404);
    expect(await statusOf(`/api/runs/${run}/graph?attempt=0`)).toBe(404);
    expect(await statusOf(`/api/runs/${run}/graph?attempt=first`)).toBe(422);
    const { attempts } = await runbook.json<RunAttemptListShape>(`/api/runs/${run}/attempts`);
    expect(attempts).toMatchObject([
      { run_attempt: 2, status: 'in_progress', conclusion: null, completed_at: null },
      { run_attempt: 1, status: 'completed', conclusion: 'failure', actor: 'mona' },
    ]);
    expect(await statusOf('/api/runs/7/attempts')).toBe(404);
  });

  it('links a job to the page of its log', async () => {
    const run = await runbook.push(workflow(job('build')));
    const id = await runbook.finishJob(run, 'build');
    expect(await runbook.json(`/api/jobs/${id}`)).toMatchObject({
      html_url: `${runbook.url}/runs/${run}/jobs/${id}`,
    });
  });
});
