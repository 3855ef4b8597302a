import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputDefinition, WorkflowDefinition } from '../../../src/events/index.ts';
import type { RepositoryDetailShape, RepositoryListShape } from '../../../src/server/index.ts';
import { Installation, job, PUSH, REPOSITORY, workflow } from './installation.ts';

const INPUTS: { [name: string]: InputDefinition } = {
  level: { type: 'choice', description: 'How loud', required: true, options: ['low', 'high'] },
  dry: { type: 'boolean', required: false, default: true },
};

const DEPLOY: WorkflowDefinition = {
  ...workflow(job('ship')),
  path: '.runbook/deploy.yml',
  name: 'Deploy *now*',
  on: { push: {}, workflow_dispatch: { inputs: INPUTS } },
};

describe('a repository with all that its page shows', () => {
  let runbook: Installation;
  beforeEach(async () => {
    runbook = await Installation.start();
    await runbook.register();
  });
  afterEach(() => runbook.stop());

  function detail(): Promise<RepositoryDetailShape> {
    return runbook.json<RepositoryDetailShape>(`/api/repositories/${REPOSITORY}`);
  }

  it('has its workflows, each with what it takes by hand and its newest run on any branch', async () => {
    const first = await runbook.push(workflow(job('build')));
    await runbook.finishJob(first, 'build', 'failure');
    await runbook.completed(first);
    await runbook.push(DEPLOY);
    const topic = await runbook.push(DEPLOY, { ...PUSH, ref: 'refs/heads/topic' });
    const shape = await detail();
    expect(shape).toMatchObject({
      full_name: REPOSITORY,
      url: `https://git.example.com/${REPOSITORY}.git`,
      default_branch: 'main',
      webhooks: { github: `${runbook.url}/webhooks/github`, git: `${runbook.url}/webhooks/git` },
      deliveries_count: 3,
    });
    expect(shape.workflows).toMatchObject([
      {
        path: '.runbook/ci.yml',
        name: 'CI',
        file: 'ci.yml',
        dispatch: null,
        last_run: { id: first, run_number: 1, status: 'completed', conclusion: 'failure', errors: [] },
      },
      {
        path: '.runbook/deploy.yml',
        name: 'Deploy *now*',
        file: 'deploy.yml',
        dispatch: { inputs: INPUTS, left_out: 0 },
        last_run: { id: topic, run_number: 3, status: 'queued', head_branch: 'topic' },
      },
    ]);
  });

  it('gives badges that answer, in Markdown that shows any name as it is', async () => {
    await runbook.push(DEPLOY);
    const [shown] = (await detail()).workflows;
    expect(shown?.badge_url).toBe(`${runbook.url}/badge/${REPOSITORY}/deploy.yml.svg`);
    const page = `${runbook.url}/?repository=octo%2Fwidgets&workflow=deploy.yml`;
    expect(shown?.badge_markdown).toBe(`[![Deploy \\*now\\*](${shown?.badge_url})](${page})`);
    const badge = await fetch(shown?.badge_url ?? '');
    expect([badge.status, await badge.text()]).toEqual([200, expect.stringContaining('Deploy *now*')]);
  });

  it('goes by the newest run where deliveries do not say what can be started by hand', async () => {
    const topic = { ...PUSH, ref: 'refs/heads/topic' };
    await runbook.push(DEPLOY, topic);
    await runbook.push(workflow(job('build')), topic);
    const { workflows } = await detail();
    expect(workflows.map(({ file, dispatch }) => [file, dispatch])).toEqual([
      ['ci.yml', null],
      ['deploy.yml', { inputs: INPUTS, left_out: 0 }],
    ]);
  });

  it('tells the names of secrets and never a value', async () => {
    for (const name of ['TOKEN', 'KEY']) {
      const body = JSON.stringify({ value: 's3cr3t' });
      await runbook.request(`/api/repositories/${REPOSITORY}/secrets/${name}`, { method: 'PUT', body });
    }
    const shape = await detail();
    expect(shape.secrets).toEqual(['KEY', 'TOKEN']);
    expect(JSON.stringify(shape)).not.toContain('s3cr3t');
  });

  it('is there once it was removed, says so, and still has its runs', async () => {
    const run = await runbook.push(workflow(job('build')));
    await runbook.append({ type: 'repository_removed', repository: REPOSITORY });
    expect(await detail()).toMatchObject({ url: null, secrets: [], workflows: [{ last_run: { id: run } }] });
    expect((await runbook.request('/api/repositories/octo/unknown')).status).toBe(404);
  });

  it('is in the list with its newest run and the number of its workflows', async () => {
    const empty = 'octo/empty' as typeof REPOSITORY;
    await runbook.register(empty);
    await runbook.push(workflow(job('build')));
    const run = await runbook.push(DEPLOY);
    const { repositories } = await runbook.json<RepositoryListShape>('/api/repositories');
    expect(repositories).toMatchObject([
      { full_name: empty, workflows_count: 0, last_run: null },
      {
        full_name: REPOSITORY,
        workflows_count: 2,
        last_run: {
          id: run,
          run_number: 2,
          name: 'Deploy *now*',
          display_title: 'Add a widget',
          event: 'push',
          head_branch: 'main',
          status: 'queued',
          conclusion: null,
        },
      },
    ]);
  });
});
