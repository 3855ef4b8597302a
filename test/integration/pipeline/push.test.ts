import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliveryId } from '../../../src/events/index.ts';
import { Origin } from './origin.ts';
import { Pipeline, REPOSITORY, temporaryFolder } from './pipeline.ts';
import { ScriptedWorker } from './scripted-worker.ts';

const CI = `
name: CI
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: echo hello
`;

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

describe('a push becomes a run', () => {
  it('of the pushed commit, which a worker executes', async () => {
    const sha = origin.commit('Say hello', { '.runbook/ci.yml': CI });
    const run = await pipeline.runOf(origin.push('refs/heads/main'));
    expect(await pipeline.conclusion(run.run)).toBe('success');
    expect(run).toMatchObject({
      number: 1,
      name: 'Say hello',
      workflow: { path: '.runbook/ci.yml', name: 'CI' },
    });
    expect(run.trigger).toMatchObject({
      sha,
      ref: 'refs/heads/main',
      message: expect.stringContaining('Say hello'),
    });
    expect(worker.executed).toHaveLength(1);
    expect(worker.executed[0]).toMatchObject({
      name: 'build',
      source: { url: origin.bare, ref: 'refs/heads/main', sha },
      contexts: {
        github: { sha, ref_name: 'main', event_name: 'push', event: { head_commit: { id: sha } } },
      },
    });
  });

  it('for a tag, lightweight or annotated, at the commit it names', async () => {
    const sha = origin.commit('One', { '.runbook/ci.yml': CI });
    origin.git('tag', '-a', 'v1', '-m', 'the first');
    const annotated = await pipeline.runOf(origin.push('refs/tags/v1', 'v1'));
    const light = await pipeline.runOf(origin.push('refs/tags/v1-light', 'HEAD'));
    expect(annotated.trigger).toMatchObject({ ref: 'refs/tags/v1', sha });
    expect(light.trigger).toMatchObject({ ref: 'refs/tags/v1-light', sha });
    expect(light.number).toBe(2);
    expect(await pipeline.conclusion(light.run)).toBe('success');
  });

  it('but not for a deleted ref', async () => {
    origin.commit('One', { '.runbook/ci.yml': CI });
    await pipeline.runOf(origin.push('refs/heads/topic'));
    const handled = await pipeline.handled(await pipeline.deliver(origin.delete('refs/heads/topic')));
    expect(handled.workflows).toEqual([]);
    expect(handled.reason).toContain('refs/heads/topic was deleted');
  });

  it('but not where the commit asks to skip CI', async () => {
    origin.commit('Fix a typo [skip ci]', { '.runbook/ci.yml': CI });
    const handled = await pipeline.handled(await pipeline.deliver(origin.push('refs/heads/main')));
    expect(handled).toMatchObject({ workflows: [], reason: expect.stringContaining('skip') });
  });

  it('once, however often the delivery is repeated', async () => {
    origin.commit('One', { '.runbook/ci.yml': CI });
    const update = origin.push('refs/heads/main');
    const delivery = deliveryId('the-same');
    for (let repeat = 0; repeat < 3; repeat += 1) await pipeline.deliver(update, { delivery });
    await pipeline.handled(delivery);
    await pipeline.deliver(update, { delivery });
    origin.commit('Two');
    const next = await pipeline.runOf(origin.push('refs/heads/main'));
    expect(next.number).toBe(2);
    expect(pipeline.counted('run_requested').map(({ number }) => number)).toEqual([1, 2]);
  });

  it('only if it changed what the paths filter names', async () => {
    const filtered = CI.replace('on: push', "on:\n  push:\n    paths: ['src/**']");
    origin.commit('One', { '.runbook/ci.yml': filtered, 'src/a.txt': '1' });
    origin.push('refs/heads/main');
    origin.commit('Docs', { 'README.md': 'text' });
    const skipped = await pipeline.handled(await pipeline.deliver(origin.push('refs/heads/main')));
    expect(skipped.workflows).toMatchObject([{ path: '.runbook/ci.yml', outcome: 'skipped' }]);
    origin.commit('Source', { 'src/a.txt': '2' });
    await pipeline.runOf(origin.push('refs/heads/main'));
    origin.git('checkout', '-q', '-b', 'topic');
    origin.commit('More docs', { 'README.md': 'more' });
    const branch = await pipeline.handled(await pipeline.deliver(origin.push('refs/heads/topic')));
    expect(branch.workflows).toMatchObject([{ outcome: 'skipped' }]);
  });
});

describe('a run keeps its definition', () => {
  it('when the file changes while an older run goes on', async () => {
    await worker.kill();
    origin.commit('One job', { '.runbook/ci.yml': CI });
    const older = await pipeline.runOf(origin.push('refs/heads/main'));
    origin.commit('Another job', { '.runbook/ci.yml': CI.replace('build:', 'check:') });
    const newer = await pipeline.runOf(origin.push('refs/heads/main'));
    worker = new ScriptedWorker(pipeline.log);
    await Promise.all([pipeline.conclusion(older.run), pipeline.conclusion(newer.run)]);
    const executed = worker.executed.map(({ run, name }) => `${run} ${name}`);
    expect(executed.toSorted()).toEqual([`${older.run} build`, `${newer.run} check`].toSorted());
  });

  it('when it is run again after a force-push took its commit away', async () => {
    const old = origin.commit('Old', { '.runbook/ci.yml': CI });
    const first = await pipeline.runOf(origin.push('refs/heads/main'));
    await pipeline.conclusion(first.run);
    origin.git('commit', '-q', '--amend', '-m', 'New');
    const second = await pipeline.runOf(origin.push('refs/heads/main'));
    await pipeline.conclusion(second.run);
    await pipeline.append({
      type: 'rerun_requested',
      repository: REPOSITORY,
      run: first.run,
      actor: 'ada',
      runAttempt: 2,
      which: 'all',
      pinned: pipeline.pinned(first.run),
    });
    expect(await pipeline.conclusion(first.run, 2)).toBe('success');
    expect(worker.executed.at(-1)).toMatchObject({
      run: first.run,
      runAttempt: 2,
      attempt: 2,
      source: { sha: old },
    });
  });
});
