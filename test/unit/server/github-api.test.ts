import { Octokit } from 'octokit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunListShape } from '../../../src/server/index.ts';
import { Installation, job, PUSH, type REPOSITORY, workflow } from './installation.ts';

const AT = { owner: 'octo', repo: 'widgets' };

function octokitFor(runbook: Installation): Octokit {
  return new Octokit({
    auth: runbook.keys.token,
    baseUrl: `${runbook.url}/api/v3`,
    retry: { enabled: false },
    throttle: { enabled: false },
  });
}

describe("octokit reads and changes runs under GitHub's names", () => {
  let runbook: Installation;
  beforeEach(async () => {
    runbook = await Installation.start();
    await runbook.register();
  });
  afterEach(() => runbook.stop());

  it('lists a run and its jobs while they go on and when they are over', async () => {
    const { rest } = octokitFor(runbook);
    const run = await runbook.push(workflow(job('build')));
    const queued = await rest.actions.getWorkflowRun({ ...AT, run_id: run });
    expect(queued.data).toMatchObject({
      id: run,
      name: 'CI',
      status: 'queued',
      conclusion: null,
      head_branch: 'main',
      head_sha: PUSH.sha,
      path: '.runbook/ci.yml',
      run_number: 1,
      run_attempt: 1,
      event: 'push',
      actor: { login: 'mona' },
      repository: { full_name: 'octo/widgets' },
    });
    const id = await runbook.startJob(run, 'build');
    expect((await rest.actions.getWorkflowRun({ ...AT, run_id: run })).data.status).toBe('in_progress');
    const step = await runbook.startStep(id, 1, 'Say');
    const during = await rest.actions.getJobForWorkflowRun({ ...AT, job_id: id });
    expect(during.data).toMatchObject({ status: 'in_progress', runner_name: 'first worker', run_id: run });
    expect(during.data.steps).toMatchObject([{ number: 1, name: 'Say', status: 'in_progress' }]);
    await step.end();
    await runbook.completeJob(id);
    await runbook.completed(run);
    const { data } = await rest.actions.listJobsForWorkflowRun({ ...AT, run_id: run });
    expect(data.total_count).toBe(1);
    expect(data.jobs[0]).toMatchObject({ id, conclusion: 'success', labels: ['ubuntu-latest'] });
    const listed = await rest.actions.listWorkflowRunsForRepo(AT);
    expect(listed.data.workflow_runs).toMatchObject([
      { id: run, status: 'completed', conclusion: 'success' },
    ]);
  });

  it('filters runs and pages through them by Link', async () => {
    const octokit = octokitFor(runbook);
    for (const branch of ['main', 'next', 'main']) {
      await runbook.push(workflow(job('build')), { ...PUSH, ref: `refs/heads/${branch}` });
    }
    const list = octokit.rest.actions.listWorkflowRunsForRepo;
    expect((await list({ ...AT, branch: 'main' })).data.total_count).toBe(2);
    expect((await list({ ...AT, status: 'queued' })).data.total_count).toBe(3);
    expect((await list({ ...AT, status: 'success' })).data.total_count).toBe(0);
    expect((await list({ ...AT, actor: 'nobody' })).data.total_count).toBe(0);
    const second = await runbook.json<RunListShape>('/api/runs?repository=octo/widgets&number=2');
    expect(second.workflow_runs).toMatchObject([{ run_number: 2, head_branch: 'next' }]);
    expect((await list({ ...AT, created: '>2100-01-01' })).data.total_count).toBe(0);
    const numbers = await octokit.paginate(list, { ...AT, per_page: 1 }, ({ data }) =>
      data.map((run) => run.run_number),
    );
    expect(numbers).toEqual([3, 2, 1]);
    await expect(list({ ...AT, created: 'yesterday' })).rejects.toMatchObject({ status: 422 });
  });

  it('cancels a run, and refuses to cancel one that is over', async () => {
    const { rest } = octokitFor(runbook);
    const run = await runbook.push(workflow(job('build')));
    expect((await rest.actions.cancelWorkflowRun({ ...AT, run_id: run })).status).toBe(202);
    await runbook.completed(run);
    const { data } = await rest.actions.getWorkflowRun({ ...AT, run_id: run });
    expect(data).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
    await expect(rest.actions.cancelWorkflowRun({ ...AT, run_id: run })).rejects.toMatchObject({
      status: 409,
    });
  });

  it('reruns what failed and takes over what succeeded', async () => {
    const { rest } = octokitFor(runbook);
    const run = await runbook.push(workflow(job('lint'), job('test'), job('ship', { needs: ['test'] })));
    await expect(rest.actions.reRunWorkflow({ ...AT, run_id: run })).rejects.toMatchObject({ status: 403 });
    const lint = await runbook.finishJob(run, 'lint');
    await runbook.finishJob(run, 'test', 'failure');
    await runbook.completed(run);
    expect((await rest.actions.reRunWorkflowFailedJobs({ ...AT, run_id: run })).status).toBe(201);
    const again = await rest.actions.getWorkflowRun({ ...AT, run_id: run });
    expect(again.data).toMatchObject({ run_attempt: 2, status: 'queued', conclusion: null });
    await runbook.finishJob(run, 'test', 'success', 2);
    await runbook.finishJob(run, 'ship', 'success', 2);
    await runbook.completed(run, 2);
    const names = async (attempt: number): Promise<unknown> =>
      (
        await rest.actions.listJobsForWorkflowRunAttempt({ ...AT, run_id: run, attempt_number: attempt })
      ).data.jobs
        .map(({ name, run_attempt, conclusion }) => [name, run_attempt, conclusion])
        .sort(([one], [other]) => String(one).localeCompare(String(other)));
    expect(await names(1)).toEqual([
      ['lint', 1, 'success'],
      ['ship', 1, 'skipped'],
      ['test', 1, 'failure'],
    ]);
    expect(await names(2)).toEqual([
      ['lint', 1, 'success'],
      ['ship', 2, 'success'],
      ['test', 2, 'success'],
    ]);
    const first = await rest.actions.getWorkflowRunAttempt({ ...AT, run_id: run, attempt_number: 1 });
    expect(first.data).toMatchObject({ run_attempt: 1, conclusion: 'failure' });
    const all = await rest.actions.listJobsForWorkflowRun({ ...AT, run_id: run, filter: 'all' });
    expect(all.data.total_count).toBe(5);
    await expect(rest.actions.reRunWorkflowFailedJobs({ ...AT, run_id: run })).rejects.toMatchObject({
      status: 403,
    });
    const body = JSON.stringify({ enable_debug_logging: 'yes' });
    const path = `/api/v3/repos/octo/widgets/actions/runs/${run}/rerun`;
    expect((await runbook.request(path, { method: 'POST', body })).status).toBe(422);
    expect((await rest.actions.reRunJobForWorkflowRun({ ...AT, job_id: lint })).status).toBe(201);
    await runbook.finishJob(run, 'lint', 'success', 3);
    await runbook.completed(run, 3);
  });

  it('pins the delivery payload to a rerun, so that it stays `github.event`', async () => {
    const run = await runbook.push(workflow(job('build')));
    await runbook.finishJob(run, 'build');
    await runbook.completed(run);
    await octokitFor(runbook).rest.actions.reRunWorkflow({ ...AT, run_id: run });
    const { pinned } = await runbook.event('rerun_requested');
    expect(pinned.requested.payload).toEqual({ pushed: 'delivery-1' });
    expect(pinned.jobs).toMatchObject([{ key: 'build', conclusion: 'success', attempt: 1 }]);
  });

  it('refuses to run again what the log cannot hold, with the sizes', { timeout: 120_000 }, async () => {
    const { rest } = octokitFor(runbook);
    const blob = 'x'.repeat(25 * 1024 * 1024);
    const keys = Array.from({ length: 8 }, (_, index) => `job${index}`);
    const large = await runbook.push(workflow(...keys.map((key) => job(key))), PUSH, undefined, { blob });
    for (const key of keys) {
      const id = await runbook.startJob(large, key);
      await runbook.completeJob(id, 'success', { blob: blob.slice(0, 1024 * 1024) });
    }
    await runbook.completed(large);
    const small = await runbook.push(workflow(job('build')));
    await runbook.finishJob(small, 'build');
    await runbook.completed(small);
    await expect(rest.actions.reRunWorkflow({ ...AT, run_id: large })).rejects.toMatchObject({
      status: 413,
      message: expect.stringMatching(
        /^This run cannot run again .* has 346\d+ bytes; the event log takes 33554432/,
      ),
    });
    expect((await rest.actions.reRunWorkflow({ ...AT, run_id: small })).status).toBe(201);
  });

  it('gives the log of a job as text and those of a run as an archive', async () => {
    const { rest } = octokitFor(runbook);
    const run = await runbook.push(workflow(job('build')));
    const id = await runbook.finishJob(run, 'build');
    const text = await rest.actions.downloadJobLogsForWorkflowRun({ ...AT, job_id: id });
    expect(text.data).toBe('2026-01-01T00:00:00.000Z hello from build\n');
    const archive = await rest.actions.downloadWorkflowRunLogs({ ...AT, run_id: run });
    const bytes = Buffer.from(archive.data as ArrayBuffer);
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect(bytes.includes('build/1_Say.txt')).toBe(true);
  });

  it('knows workflows by id, file name and name, with their runs', async () => {
    const { rest } = octokitFor(runbook);
    const run = await runbook.push(workflow(job('build')));
    const { data } = await rest.actions.listRepoWorkflows(AT);
    expect(data.workflows).toMatchObject([{ name: 'CI', path: '.runbook/ci.yml', state: 'active' }]);
    const id = data.workflows[0]?.id ?? 0;
    for (const workflowId of [id, 'ci.yml']) {
      const one = await rest.actions.getWorkflow({ ...AT, workflow_id: workflowId });
      expect(one.data.id).toBe(id);
      const runs = await rest.actions.listWorkflowRuns({ ...AT, workflow_id: workflowId });
      expect(runs.data.workflow_runs.map((listed) => listed.id)).toEqual([run]);
    }
    await expect(rest.actions.getWorkflow({ ...AT, workflow_id: 'no.yml' })).rejects.toMatchObject({
      status: 404,
    });
  });

  it('dispatches a workflow and says what intake found wrong', async () => {
    const { rest } = octokitFor(runbook);
    const dispatch = { ...AT, workflow_id: 'ci.yml', ref: 'main' };
    await expect(rest.actions.createWorkflowDispatch(dispatch)).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining('There is no such workflow.'),
    });
    runbook.onDispatch = () => 'The workflow has no input `x`.';
    await expect(rest.actions.createWorkflowDispatch(dispatch)).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('The workflow has no input `x`.'),
    });
    runbook.onDispatch = () => workflow(job('build'));
    expect((await rest.actions.createWorkflowDispatch(dispatch)).status).toBe(204);
    const detailed = await rest.actions.createWorkflowDispatch({
      ...dispatch,
      inputs: { level: 'high' },
      return_run_details: true,
    });
    expect(detailed.status).toBe(200);
    const runs = await rest.actions.listWorkflowRunsForRepo({ ...AT, event: 'workflow_dispatch' });
    expect(runs.data.total_count).toBe(2);
    expect(detailed.data).toMatchObject({ workflow_run_id: runs.data.workflow_runs[0]?.id });
    for (const ref of ['a b', '-x', '\u0000']) {
      await expect(rest.actions.createWorkflowDispatch({ ...dispatch, ref })).rejects.toMatchObject({
        status: 422,
      });
    }
  });

  it('answers 404 for what is not there and for what belongs to another repository', async () => {
    const { rest } = octokitFor(runbook);
    await runbook.register('octo/other' as typeof REPOSITORY);
    const run = await runbook.push(workflow(job('build')));
    const wrong = [
      rest.actions.getWorkflowRun({ owner: 'octo', repo: 'other', run_id: run }),
      rest.actions.getWorkflowRun({ ...AT, run_id: run + 1024 }),
      rest.actions.getWorkflowRunAttempt({ ...AT, run_id: run, attempt_number: 2 }),
      rest.actions.listWorkflowRunsForRepo({ owner: 'octo', repo: 'unknown' }),
      rest.repos.get({ owner: 'octo', repo: 'unknown' }),
    ];
    for (const answer of wrong) await expect(answer).rejects.toMatchObject({ status: 404 });
    expect((await rest.repos.get(AT)).data.full_name).toBe('octo/widgets');
  });
});
