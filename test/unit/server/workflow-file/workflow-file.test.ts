import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobDefinition, RunId } from '../../../../src/events/index.ts';
import type { WorkflowFileShape } from '../../../../src/server/index.ts';
import { checkFile } from '../../../../src/workflow/index.ts';
import { Installation, job, workflow } from '../installation.ts';

const PATH = '.runbook/ci.yml';

describe('the workflow file of a run', () => {
  let runbook: Installation;
  beforeEach(async () => {
    runbook = await Installation.start();
    await runbook.register();
  });
  afterEach(() => runbook.stop());

  const fileOf = (run: RunId) => runbook.json<WorkflowFileShape>(`/api/runs/${run}/workflow`);

  it('is the one that the run is pinned to, with the lines of its jobs and steps', async () => {
    runbook.source = `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
      - name: Test
        run: make test
`;
    const run = await runbook.push(workflow(job('build')));
    expect(await fileOf(run)).toEqual({
      path: PATH,
      name: 'CI',
      available: true,
      source: runbook.source,
      errors: [],
      jobs: [
        {
          key: 'build',
          line: 3,
          steps: [
            { number: 2, line: 6, name: 'Run make' },
            { number: 3, line: 7, name: 'Test' },
          ],
        },
      ],
    });
    expect((await runbook.request('/api/runs/7/workflow')).status).toBe(404);
  });

  it('has the jobs of called workflows at the line of the job that calls', async () => {
    runbook.source = 'on: push\njobs:\n  deploy:\n    uses: ./.runbook/ship.yml\n';
    const path = '.runbook/ship.yml';
    const deploy: JobDefinition = { ...job('deploy'), steps: [], call: { path, with: {}, secrets: {} } };
    const ship = { ...workflow(job('build')), path, name: 'Ship', on: { workflow_call: {} } };
    const run = await runbook.push({ ...workflow(deploy), called: { [path]: ship } });
    await runbook.event('job_offered', ({ key }) => key === 'deploy/build');
    expect((await fileOf(run)).jobs).toEqual([
      { key: 'deploy', line: 3, steps: [] },
      { key: 'deploy/build', line: 3, steps: [] },
    ]);
  });

  it('comes with its mistakes, each with the word to write or with what its rule says', async () => {
    const source = `on: push
jobs:
  test:
    need: build
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        run: make
`;
    const errors = checkFile(source, PATH).filter(({ severity }) => severity === 'error');
    const run = await runbook.pushRejected({ path: PATH, source, errors });
    const file = await fileOf(run);
    expect(file).toMatchObject({ source, available: true, jobs: [{ key: 'test', line: 3 }] });
    expect(file.errors.map(({ line, rule }) => [line, rule])).toEqual(
      errors.map(({ line, rule }) => [line, rule]),
    );
    expect(file.errors[0]).toMatchObject({ line: 4, rule: 'unknown-key', hint: 'Write `needs`.' });
    expect(file.errors.length).toBeGreaterThan(1);
    for (const { hint } of file.errors) expect(hint).toMatch(/^[A-Z].*\.$/);
  });

  it('has no hint for a mistake whose rule this version does not know', async () => {
    const error = { file: PATH, line: 1, column: 1, endLine: 1, endColumn: 2, severity: 'error' } as const;
    const errors = [{ ...error, rule: 'of-an-earlier-version', message: 'Wrong.' }];
    const run = await runbook.pushRejected({ path: PATH, source: 'jobs: {', errors });
    expect(await fileOf(run)).toMatchObject({ source: 'jobs: {', available: true, errors, jobs: [] });
    expect((await fileOf(run)).errors[0]?.hint).toBeUndefined();
  });

  it('is not there where the delivery could not be taken in', async () => {
    const run = await runbook.failToTakeIn('Out of reach.');
    expect(await fileOf(run)).toMatchObject({ available: false, source: '', errors: [], jobs: [] });
  });
});
