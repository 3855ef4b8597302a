import { Octokit } from 'octokit';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import type {
  JobShape,
  RepositoryShape,
  RunListShape,
  RunShape,
  WorkflowShape,
} from '../../../src/server/index.ts';
import { Installation, job, PUSH, REPOSITORY, WORKER, workflow } from './installation.ts';

const AT = { owner: 'octo', repo: 'widgets' };

type Actions = Octokit['rest']['actions'];
type Answer<Method extends keyof Actions> = Actions[Method] extends (...given: never) => infer Result
  ? Awaited<Result> extends { readonly data: infer Data }
    ? Data
    : never
  : never;
/** Checked apart: of a repository that nobody pushed to yet the default branch is not known, and null. */
type Repositories = 'repository' | 'head_repository';
/** Neither what kind of id a number is nor whether a list may be changed shows in JSON. */
type Json<Shape> = Shape extends number
  ? number
  : Shape extends readonly (infer Item)[]
    ? Json<Item>[]
    : Shape extends object
      ? { -readonly [property in keyof Shape]: Json<Shape[property]> }
      : Shape;

describe("answers as GitHub's clients expect them", () => {
  let runbook: Installation;
  let octokit: Octokit;
  beforeEach(async () => {
    runbook = await Installation.start();
    await runbook.register();
    octokit = new Octokit({
      auth: runbook.keys.token,
      baseUrl: `${runbook.url}/api/v3`,
      retry: { enabled: false },
      throttle: { enabled: false },
    });
  });
  afterEach(() => runbook.stop());

  it('have every field that GitHub promises, of its type', () => {
    type Run = Answer<'getWorkflowRun'>;
    expectTypeOf<Omit<Json<RunShape>, Repositories>>().toExtend<Omit<Run, Repositories>>();
    expectTypeOf<Omit<Json<RepositoryShape>, 'default_branch'>>().toExtend<
      Omit<Run['repository'], 'default_branch'>
    >();
    expectTypeOf<Json<JobShape>>().toExtend<Answer<'getJobForWorkflowRun'>>();
    expectTypeOf<Json<WorkflowShape>>().toExtend<Answer<'getWorkflow'>>();
  });

  it('say of the head commit what the delivery said', async () => {
    const author = { name: 'Mona', email: 'mona@example.com' };
    const committer = { name: 'Forge', email: 'forge@example.com' };
    const commit = { id: PUSH.sha, tree_id: 'b'.repeat(40), timestamp: '2026-01-31T13:00:00+01:00' };
    const payload = { head_commit: { ...commit, author: { ...author, username: 'mona' }, committer } };
    const told = await runbook.push(workflow(job('build')), PUSH, REPOSITORY, payload);
    const another = { head_commit: { ...payload.head_commit, id: 'c'.repeat(40) } };
    const untold = await runbook.push(workflow(job('build')), PUSH, REPOSITORY, another);
    const { rest } = octokit;
    expect((await rest.actions.getWorkflowRun({ ...AT, run_id: told })).data.head_commit).toEqual({
      id: PUSH.sha,
      tree_id: 'b'.repeat(40),
      message: PUSH.message,
      timestamp: '2026-01-31T12:00:00Z',
      author,
      committer,
    });
    const { data } = await rest.actions.getWorkflowRun({ ...AT, run_id: untold });
    expect(data.head_commit).toMatchObject({ tree_id: '', author: null, committer: null });
  });

  it('name for every run of a list its own repository and people', async () => {
    const other = 'octo/other' as typeof REPOSITORY;
    await runbook.register(other);
    await runbook.push(workflow(job('build')));
    await runbook.push(workflow(job('build')), { ...PUSH, actor: 'hubot' }, other);
    const { workflow_runs: runs } = await runbook.json<RunListShape>('/api/runs');
    expect(
      runs.map(({ repository, head_repository, actor }) => [
        repository.full_name,
        head_repository.clone_url,
        actor.login,
        actor.followers_url,
      ]),
    ).toEqual([
      [other, `https://git.example.com/${other}.git`, 'hubot', `${runbook.url}/api/v3/users/hubot/followers`],
      [
        REPOSITORY,
        `https://git.example.com/${REPOSITORY}.git`,
        'mona',
        `${runbook.url}/api/v3/users/mona/followers`,
      ],
    ]);
  });

  it('say what is wrong in JSON that octokit reads, and to others as RFC 9457 has it', async () => {
    const wanted = octokit.rest.actions.listWorkflowRunsForRepo({ ...AT, created: 'yesterday' });
    await expect(wanted).rejects.toMatchObject({
      status: 422,
      message: expect.stringMatching(/^Validation Failed/),
      response: { data: { message: 'Validation Failed', errors: [{ field: 'created', code: 'invalid' }] } },
    });
    const { headers } = await runbook.request('/api/v3/repos/octo/unknown/actions/runs');
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(headers.get('vary')).toBe('Accept');
  });

  it('list the run of a check suite', async () => {
    await runbook.push(workflow(job('build')));
    const wanted = await runbook.push(workflow(job('build')));
    const { rest } = octokit;
    const suite = (await rest.actions.getWorkflowRun({ ...AT, run_id: wanted })).data.check_suite_id ?? 0;
    const { data } = await rest.actions.listWorkflowRunsForRepo({ ...AT, check_suite_id: suite });
    expect(data.workflow_runs.map(({ id }) => id)).toEqual([wanted]);
  });

  it('give a workflow for every run listed, one that could not be taken in included', async () => {
    const run = await runbook.failToTakeIn('The remote is out of reach.');
    const { rest } = octokit;
    const { workflow_id: id } = (await rest.actions.getWorkflowRun({ ...AT, run_id: run })).data;
    expect((await rest.actions.getWorkflow({ ...AT, workflow_id: id })).data).toMatchObject({
      id,
      name: 'Intake',
    });
    const { data } = await rest.actions.listWorkflowRuns({ ...AT, workflow_id: id });
    expect(data.workflow_runs).toMatchObject([{ id: run, conclusion: 'failure' }]);
    expect((await rest.actions.listRepoWorkflows(AT)).data.workflows).toEqual([]);
  });

  it('list the annotations of a job as those of a check run, and no artifacts', async () => {
    const run = await runbook.push(workflow(job('build')));
    const id = await runbook.startJob(run, 'build');
    const place = { file: 'src/a.ts', line: 3, column: 5, endColumn: 9 };
    await runbook.append({
      type: 'job_completed',
      repository: REPOSITORY,
      run,
      job: id,
      worker: WORKER,
      conclusion: 'failure',
      outputs: {},
      annotations: [
        { level: 'warning', message: 'Careful.', title: 'Style', step: 1, ...place },
        { level: 'failure', message: 'It ended with 1.', step: 2, logLine: 6 },
        { level: 'notice', message: 'Two lines.', step: 2, ...place, endLine: 4 },
      ],
    });
    const { rest } = octokit;
    const { data } = await rest.checks.listAnnotations({ ...AT, check_run_id: id });
    expect(data).toMatchObject([
      {
        path: 'src/a.ts',
        start_line: 3,
        end_line: 3,
        start_column: 5,
        end_column: 9,
        annotation_level: 'warning',
        title: 'Style',
        message: 'Careful.',
      },
      { path: '.github', start_line: 7, end_line: 7, start_column: null, annotation_level: 'failure' },
      { start_line: 3, end_line: 4, start_column: null, end_column: null, annotation_level: 'notice' },
    ]);
    const second = await rest.checks.listAnnotations({ ...AT, check_run_id: id, per_page: 1, page: 2 });
    expect(second.data).toHaveLength(1);
    expect(second.headers.link).toContain('rel="next"');
    const artifacts = await rest.actions.listWorkflowRunArtifacts({ ...AT, run_id: run });
    expect(artifacts.data).toEqual({ total_count: 0, artifacts: [] });
  });

  it("pack logs under GitHub's names: a text per job, and a folder with a text per step", async () => {
    const name = 'Build / Linux: x64';
    const run = await runbook.push(
      workflow(job('build', { name }), job('test'), job('never', { if: 'false' })),
    );
    await runbook.finishJob(run, 'build');
    await runbook.finishJob(run, 'test');
    await runbook.completed(run);
    const { data } = await octokit.rest.actions.downloadWorkflowRunLogs({ ...AT, run_id: run });
    expect(namesIn(Buffer.from(data as ArrayBuffer))).toEqual([
      '0_Build  Linux x64.txt',
      'Build  Linux x64/1_Say.txt',
      '1_test.txt',
      'test/1_Say.txt',
    ]);
  });
});

/** The names in a zip's central directory (PKWARE APPNOTE, 4.3.12). */
function namesIn(archive: Buffer): string[] {
  const names: string[] = [];
  const mark = Buffer.from('PK\u0001\u0002', 'latin1');
  for (let at = archive.indexOf(mark); at !== -1; at = archive.indexOf(mark, at + 1)) {
    const length = archive.readUInt16LE(at + 28);
    names.push(archive.toString('utf8', at + 46, at + 46 + length));
  }
  return names;
}
