import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WorkflowDefinition } from '../../../src/events/index.ts';
import type { GraphShape } from '../../../src/server/index.ts';
import { readRunDocument, RunIndex } from '../../../src/store/index.ts';
import { Installation, job, workflow } from './installation.ts';

const PATH = '.runbook/deploy.yml';

/** `test`, then a call of `build` and `ship` for each of two stages, then `end`. */
const DEFINITION: WorkflowDefinition = {
  ...workflow(
    job('test'),
    job('deploy', {
      needs: ['test'],
      steps: [],
      strategy: { matrix: { stage: ['one', 'two'] }, failFast: false },
      call: { path: PATH, with: {}, secrets: {} },
    }),
    job('end', { needs: ['deploy'] }),
  ),
  called: {
    [PATH]: {
      ...workflow(job('lint'), job('build'), job('ship', { needs: ['build'], name: 'Ship it' })),
      path: PATH,
      on: { workflow_call: {} },
    },
  },
};

const BROKEN_OUTPUT = { workflow_call: { call: { outputs: { of: { value: "${{ fromJSON('{') }}" } } } } };

let runbook: Installation;
beforeEach(async () => {
  runbook = await Installation.start();
  await runbook.register();
});
afterEach(() => runbook.stop());

const graph = (run: number) => runbook.json<GraphShape>(`/api/runs/${run}/graph`);
const jobsOf = async (run: number, query = ''): Promise<string[]> => {
  const path = `/api/v3/repos/octo/widgets/actions/runs/${run}/jobs${query}`;
  const { jobs } = await runbook.json<{ jobs: { name: string; conclusion: string | null }[] }>(path);
  return jobs.map(({ name, conclusion }) => `${name}: ${conclusion}`);
};

/** Runs both calls to their end; the first `build` fails. */
async function runAll(): Promise<Awaited<ReturnType<Installation['push']>>> {
  const run = await runbook.push(DEFINITION);
  await runbook.finishJob(run, 'test');
  await runbook.finishJob(run, 'deploy:0/build', 'failure');
  for (const key of ['deploy:0/lint', 'deploy:1/lint', 'deploy:1/build', 'deploy:1/ship'])
    await runbook.finishJob(run, key);
  await runbook.completed(run);
  return run;
}

describe('a run that calls workflows, as the server shows it', () => {
  it('has the nested jobs in place of the job that called, each with what it has to wait for', async () => {
    const run = await runbook.push(DEFINITION);
    await runbook.event('job_offered');
    expect((await graph(run)).jobs.map(({ key, status }) => [key, status])).toEqual([
      ['test', 'queued'],
      ['deploy', 'pending'],
      ['end', 'pending'],
    ]);
    await runbook.finishJob(run, 'test');
    await runbook.event('job_offered', ({ key }) => key === 'deploy:1/build');
    const nested = (await graph(run)).jobs.map(({ key, name, needs }) => [key, name, needs]);
    expect(nested).toEqual([
      ['test', 'test', []],
      ['deploy:0/lint', 'deploy (one) / lint', ['test']],
      ['deploy:0/build', 'deploy (one) / build', ['test']],
      ['deploy:0/ship', 'deploy (one) / Ship it', ['deploy:0/build']],
      ['deploy:1/lint', 'deploy (two) / lint', ['test']],
      ['deploy:1/build', 'deploy (two) / build', ['test']],
      ['deploy:1/ship', 'deploy (two) / Ship it', ['deploy:1/build']],
      ['end', 'end', ['deploy:0/lint', 'deploy:0/ship', 'deploy:1/lint', 'deploy:1/ship']],
    ]);
  });

  it('names the files that it calls in the shape of GitHub, in lists too', async () => {
    const run = await runbook.push(DEFINITION);
    const other = await runbook.push(workflow(job('called', { name: '"called":{' })));
    const runs = '/api/v3/repos/octo/widgets/actions/runs';
    const sha = 'a'.repeat(40);
    const referenced = [{ path: `octo/widgets/${PATH}@${sha}`, sha, ref: 'refs/heads/main' }];
    const list = await runbook.json<{ workflow_runs: { id: number; referenced_workflows: unknown }[] }>(runs);
    expect(list.workflow_runs.map((one) => [one.id, one.referenced_workflows])).toEqual([
      [other, []],
      [run, referenced],
    ]);
    for (const path of [`${runs}/${run}`, `/api/runs/${run}`])
      expect(await runbook.json(path)).toMatchObject({ referenced_workflows: referenced });
  });

  it('lists nested jobs and not the job that called them, as on GitHub', async () => {
    const run = await runAll();
    expect(await jobsOf(run)).toEqual([
      'test: success',
      'deploy (one) / lint: success',
      'deploy (one) / build: failure',
      'deploy (two) / lint: success',
      'deploy (two) / build: success',
      'deploy (one) / Ship it: skipped',
      'deploy (two) / Ship it: success',
      'end: skipped',
    ]);
  });

  it('keeps in its next attempt what need not run again, the other call included', async () => {
    const run = await runAll();
    const path = `/api/v3/repos/octo/widgets/actions/runs/${run}/rerun-failed-jobs`;
    expect((await runbook.request(path, { method: 'POST' })).status).toBe(201);
    await runbook.finishJob(run, 'deploy:0/build', 'success', 2);
    await runbook.finishJob(run, 'deploy:0/ship', 'success', 2);
    await runbook.finishJob(run, 'end', 'success', 2);
    await runbook.completed(run, 2);
    expect((await jobsOf(run)).every((shown) => shown.endsWith(': success'))).toBe(true);
    expect(await jobsOf(run)).toHaveLength(8);
    expect(await jobsOf(run, '?filter=all')).toHaveLength(11);
  });

  it('counts attempts on of a nested job that did not come to be in the attempt before', async () => {
    const [test, deploy] = DEFINITION.jobs;
    const always = { ...deploy!, if: '!cancelled()' };
    const run = await runbook.push({ ...DEFINITION, jobs: [test!, always] });
    await runbook.finishJob(run, 'test', 'failure');
    for (const key of [':0/lint', ':0/build', ':0/ship', ':1/lint', ':1/build', ':1/ship'])
      await runbook.finishJob(run, `deploy${key}`);
    await runbook.completed(run);
    const path = `/api/v3/repos/octo/widgets/actions/runs/${run}`;
    await runbook.request(`${path}/rerun-failed-jobs`, { method: 'POST' });
    await runbook.event('job_offered', ({ runAttempt }) => runAttempt === 2);
    await runbook.request(`${path}/force-cancel`, { method: 'POST' });
    await runbook.completed(run, 2);
    expect(await jobsOf(run)).toEqual(['test: cancelled', 'deploy: cancelled']);
    await runbook.request(`${path}/rerun`, { method: 'POST' });
    await runbook.finishJob(run, 'test', 'success', 3);
    const offered = await runbook.event(
      'job_offered',
      ({ key, runAttempt }) => runAttempt === 3 && key === 'deploy:1/build',
    );
    expect(offered).toMatchObject({ attempt: 2, folder: 'deploy--two----build.2' });
  });

  it('shows the calling job where it says itself why it failed', async () => {
    const called = {
      ...DEFINITION.called?.[PATH],
      jobs: [job('x')],
      on: BROKEN_OUTPUT,
    } as WorkflowDefinition;
    const call = job('deploy', { steps: [], call: { path: PATH, with: {}, secrets: {} } });
    const run = await runbook.push({ ...workflow(call), called: { [PATH]: called } });
    await runbook.finishJob(run, 'deploy/x');
    await runbook.completed(run);
    expect(await jobsOf(run)).toEqual(['deploy: failure', 'deploy / x: success']);
    const [shown] = (await graph(run)).jobs;
    expect(shown).toMatchObject({ key: 'deploy', status: 'completed', conclusion: 'failure' });
    expect(shown?.legs[0]?.reason).toContain('fromJSON');
  });

  it('says the same once it was made again from its file', async () => {
    const run = await runAll();
    const { index } = runbook;
    const mark = index.runFiles.unwritten(0, 10).find((one) => one.run === run);
    const text = mark === undefined ? null : index.documents.of(run, mark.upTo);
    const other = new RunIndex(':memory:');
    other.addDocuments([readRunDocument(text ?? '')]);
    expect(other.jobs.ofRun(run)).toEqual(index.jobs.ofRun(run));
    expect(other.jobs.legsOfAttempt(run, 1)).toEqual(index.jobs.legsOfAttempt(run, 1));
    expect(other.jobs.legsOfAttempt(run, 1).filter(({ calls }) => calls === PATH)).toHaveLength(2);
    // As a program wrote it that could not call workflows.
    const older = JSON.stringify(JSON.parse(text ?? ''), (key, value: unknown) =>
      key === 'calls' ? undefined : value,
    );
    expect(() => readRunDocument(older)).not.toThrow();
    other.close();
  });
});
