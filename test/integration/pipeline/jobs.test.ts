import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Origin } from './origin.ts';
import { Pipeline, REPOSITORY, temporaryFolder } from './pipeline.ts';
import { type Script, ScriptedWorker } from './scripted-worker.ts';

let folder: ReturnType<typeof temporaryFolder>;
let origin: Origin;
let pipeline: Pipeline;
let worker: ScriptedWorker | null;

beforeEach(async () => {
  folder = temporaryFolder();
  origin = new Origin(folder.path);
  pipeline = new Pipeline(folder.path);
  worker = null;
  await pipeline.register(origin.bare);
});

afterEach(async () => {
  await worker?.kill();
  await pipeline.stop();
  folder.remove();
});

function startWorker(script: Script): ScriptedWorker {
  worker = new ScriptedWorker(pipeline.log, script);
  return worker;
}

describe('jobs of a run', () => {
  it('wait for their needs and get their outputs; a matrix may come from one', async () => {
    const { executed } = startWorker(({ name, leg }) =>
      name === 'plan'
        ? { outputs: { versions: '["18","20"]' } }
        : { outputs: { last: JSON.stringify(leg.matrix) } },
    );
    origin.commit('One', {
      '.runbook/ci.yml': `
on: push
jobs:
  plan:
    runs-on: ubuntu-latest
    outputs:
      versions: \${{ steps.list.outputs.versions }}
    steps: [{ id: list, run: ./list }]
  test:
    needs: plan
    runs-on: ubuntu-latest
    strategy:
      matrix:
        node: \${{ fromJSON(needs.plan.outputs.versions) }}
    steps: [{ run: ./test }]
  report:
    needs: [plan, test]
    if: always()
    runs-on: ubuntu-latest
    steps: [{ run: ./report }]
`,
    });
    const { run } = await pipeline.runOf(origin.push('refs/heads/main'));
    expect(await pipeline.conclusion(run)).toBe('success');
    const names = executed.map(({ name }) => name);
    expect(names[0]).toBe('plan');
    expect(names.slice(1, 3).toSorted()).toEqual(['test (18)', 'test (20)']);
    expect(names[3]).toBe('report');
    expect(executed[3]?.contexts.needs).toMatchObject({
      plan: { result: 'success', outputs: { versions: '["18","20"]' } },
      test: { result: 'success' },
    });
  });

  it('are skipped when what they need failed, and the run fails', async () => {
    const { executed } = startWorker(() => ({ conclusion: 'failure' }));
    origin.commit('One', {
      '.runbook/ci.yml': `
on: push
jobs:
  first: { runs-on: ubuntu-latest, steps: [{ run: x }] }
  second: { needs: first, runs-on: ubuntu-latest, steps: [{ run: x }] }
`,
    });
    const { run } = await pipeline.runOf(origin.push('refs/heads/main'));
    expect(await pipeline.conclusion(run)).toBe('failure');
    expect(executed.map(({ name }) => name)).toEqual(['first']);
    expect(pipeline.counted('job_skipped')).toMatchObject([{ key: 'second' }]);
  });

  it('are cancelled on request', async () => {
    const { executed } = startWorker(
      (_, stopped) => new Promise((resolve) => stopped.addEventListener('abort', () => resolve({}))),
    );
    origin.commit('One', {
      '.runbook/ci.yml': 'on: push\njobs:\n  a: { runs-on: ubuntu-latest, steps: [{ run: x }] }\n',
    });
    const { run } = await pipeline.runOf(origin.push('refs/heads/main'));
    await pipeline.until('job_started');
    await pipeline.append({ type: 'cancel_requested', repository: REPOSITORY, run, actor: 'ada' });
    expect(await pipeline.conclusion(run)).toBe('cancelled');
    expect(executed.length).toBeLessThanOrEqual(1);
  });
});

it('of runs in one concurrency group one goes on and the newest waits', async () => {
  const release: Array<() => void> = [];
  startWorker(() => new Promise((resolve) => release.push(() => resolve({}))));
  const workflow = `
on: push
concurrency: deploy
jobs:
  deploy: { runs-on: ubuntu-latest, steps: [{ run: x }] }
`;
  origin.commit('One', { '.runbook/deploy.yml': workflow });
  const first = await pipeline.runOf(origin.push('refs/heads/main'));
  await pipeline.until('job_started', ({ run }) => run === first.run);
  origin.commit('Two');
  const second = await pipeline.runOf(origin.push('refs/heads/main'));
  origin.commit('Three');
  const third = await pipeline.runOf(origin.push('refs/heads/main'));
  expect(await pipeline.conclusion(second.run)).toBe('cancelled');
  expect(pipeline.counted('job_started').map(({ run }) => run)).toEqual([first.run]);
  while (release.length === 0) await new Promise((resolve) => setImmediate(resolve));
  release[0]?.();
  expect(await pipeline.conclusion(first.run)).toBe('success');
  await pipeline.until('job_started', ({ run }) => run === third.run);
  while (release.length === 1) await new Promise((resolve) => setImmediate(resolve));
  release[1]?.();
  expect(await pipeline.conclusion(third.run)).toBe('success');
});
