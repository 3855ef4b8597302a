import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Origin } from './origin.ts';
import { Pipeline, temporaryFolder } from './pipeline.ts';
import { ScriptedWorker } from './scripted-worker.ts';

const CALLER = 'on: push\njobs:\n  call:\n    uses: ./.runbook/build.yml\n    with:\n      target: app\n';

function build(input: string): string {
  return `on:
  workflow_call:
    inputs:
      ${input}:
        type: string
jobs:
  make:
    runs-on: ubuntu-latest
    steps:
      - run: make
`;
}

let folder: ReturnType<typeof temporaryFolder>;
let origin: Origin;
let pipeline: Pipeline;
let worker: ScriptedWorker;

beforeEach(async () => {
  folder = temporaryFolder();
  origin = new Origin(folder.path);
  pipeline = new Pipeline(folder.path);
  worker = new ScriptedWorker(pipeline.log);
  await pipeline.register(origin.bare);
});

afterEach(async () => {
  await worker.kill();
  await pipeline.stop();
  folder.remove();
});

/** Pushes main and gives the errors of the workflow that was rejected. */
async function rejection(): Promise<readonly { rule: string; message: string; line: number }[]> {
  const { workflows } = await pipeline.handled(await pipeline.deliver(origin.push('refs/heads/main')));
  expect(workflows).toContainEqual(expect.objectContaining({ path: '.runbook/ci.yml', outcome: 'rejected' }));
  return (await pipeline.until('workflow_rejected')).errors;
}

describe('a workflow that calls another one of its repository', () => {
  it('is rejected where the call does not fit the file at that commit', async () => {
    origin.commit('One', { '.runbook/ci.yml': CALLER, '.runbook/build.yml': build('tarfet') });
    expect(await rejection()).toContainEqual(
      expect.objectContaining({
        line: 6,
        rule: 'unknown-input',
        message: expect.stringContaining('did you mean `tarfet`?'),
      }),
    );
  });

  it('is rejected where the file leaves the repository by a link', async () => {
    origin.link('.github/workflows/build.yml', '../../../outside.yml');
    const source = CALLER.replace('.runbook/build.yml', '.github/workflows/build.yml');
    origin.commit('One', { '.runbook/ci.yml': source });
    expect(await rejection()).toContainEqual(
      expect.objectContaining({ line: 4, rule: 'unreadable-file', message: expect.stringContaining('link') }),
    );
  });
});

describe('a workflow that uses an action of its repository', () => {
  it('is rejected with the first mistake of the action', async () => {
    origin.commit('One', {
      '.runbook/ci.yml':
        'on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ./setup\n',
      'setup/action.yml': 'name: S\ndescription: S\nruns:\n  using: composite\n  steps:\n    - run: make\n',
    });
    expect(await rejection()).toContainEqual(
      expect.objectContaining({
        line: 6,
        rule: 'broken-callee',
        message: expect.stringContaining('`setup/action.yml` is broken at line 6'),
      }),
    );
  });
});
