import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeliveryId, deliveryId } from '../../../src/events/index.ts';
import { Origin } from './origin.ts';
import { Pipeline, REPOSITORY, temporaryFolder } from './pipeline.ts';
import { ScriptedWorker } from './scripted-worker.ts';

const JOB = `
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

/** Pushes main and gives what became of it. */
async function push(): ReturnType<Pipeline['handled']> {
  return pipeline.handled(await pipeline.deliver(origin.push('refs/heads/main')));
}

/** Asks for a run and gives the delivery it is known by. */
async function dispatch(workflow: string, inputs: { [name: string]: string }, ref = ''): Promise<DeliveryId> {
  const delivery = deliveryId(`dispatch-${workflow}-${JSON.stringify(inputs)}-${ref}`);
  await pipeline.append({
    type: 'dispatch_requested',
    repository: REPOSITORY,
    delivery,
    workflow,
    ref,
    inputs,
    actor: 'grace',
  });
  return delivery;
}

describe('a broken workflow file', () => {
  it('is a failed run with all its errors where its `on:` matches; the other files run', async () => {
    origin.commit('One', {
      '.runbook/broken.yml':
        'name: Broken\non: push\njobs:\n  a:\n    runs-on: x\n    need: b\n    steps: [{run: x}]\n  c: {}\n',
      '.runbook/good.yml': `on: push\njobs:${JOB}`,
    });
    const { workflows } = await push();
    expect(workflows).toMatchObject([
      { path: '.runbook/broken.yml', outcome: 'rejected' },
      { path: '.runbook/good.yml', outcome: 'started' },
    ]);
    const rejected = await pipeline.until('workflow_rejected');
    expect(rejected.workflow).toEqual({ path: '.runbook/broken.yml', name: 'Broken' });
    expect(rejected.errors.length).toBeGreaterThan(1);
    expect(rejected.errors[0]).toMatchObject({ file: '.runbook/broken.yml', line: 6, severity: 'error' });
    expect(rejected.source).toContain('need: b');
    const good = await pipeline.until('run_requested');
    expect(new Set([rejected.number, good.number])).toEqual(new Set([1, 2]));
  });

  it('is passed over where its `on:` does not match', async () => {
    origin.commit('One', { '.runbook/broken.yml': 'on: {push: {branches: [release]}}\njobs: 7\n' });
    expect((await push()).workflows).toMatchObject([{ outcome: 'skipped' }]);
  });

  it('without a readable `on:` is a failed run only for the push that changed it', async () => {
    origin.commit('One', { '.runbook/broken.yml': 'on: [push\njobs: {' });
    expect((await push()).workflows).toMatchObject([{ outcome: 'rejected' }]);
    origin.commit('Two', { 'README.md': 'text' });
    expect((await push()).workflows).toMatchObject([{ outcome: 'skipped' }]);
    origin.commit('Three', { '.runbook/broken.yml': 'on: [push\njobs: [' });
    expect((await push()).workflows).toMatchObject([{ outcome: 'rejected' }]);
  });

  it('is one that asks for what this version does not execute, named at its place', async () => {
    const source = `on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    container: node\n    steps:\n      - run: echo\n`;
    origin.commit('One', { '.runbook/ci.yml': source });
    expect((await push()).workflows).toMatchObject([{ outcome: 'rejected' }]);
    const { errors } = await pipeline.until('workflow_rejected');
    expect(errors).toMatchObject([{ line: 5, rule: 'not-executed', severity: 'error' }]);
    expect(errors[0]?.message).toContain('container');
  });
});

describe('a workflow file that is a symbolic link', () => {
  it('is not followed: the push that made it gets a failed run, and so does a dispatch of it', async () => {
    origin.link('.runbook/link.yml', '/etc/passwd');
    origin.commit('One');
    expect((await push()).workflows).toMatchObject([{ path: '.runbook/link.yml', outcome: 'rejected' }]);
    const { errors, source } = await pipeline.until('workflow_rejected');
    expect(errors).toMatchObject([{ rule: 'unreadable-file', message: expect.stringContaining('link') }]);
    expect(source).toBe('');
    const handled = await pipeline.handled(await dispatch('link.yml', {}));
    expect(handled.workflows).toMatchObject([{ outcome: 'rejected' }]);
  });
});

it('a push without workflow files is handled, with the reason', async () => {
  origin.commit('One', { 'README.md': 'text' });
  expect(await push()).toMatchObject({ workflows: [], reason: expect.stringContaining('.runbook') });
});

describe('a dispatch', () => {
  const DISPATCHED = `
name: Release
on:
  workflow_dispatch:
    inputs:
      dry: { type: boolean, default: true }
      level: { type: choice, options: [low, high], required: true }
jobs:${JOB}`;

  it('runs the workflow, by path, file name or name, at the head of the default branch', async () => {
    const sha = origin.commit('One', { '.runbook/release.yml': DISPATCHED });
    origin.push('refs/heads/main');
    for (const name of ['.runbook/release.yml', 'release.yml', 'Release']) {
      const delivery = await dispatch(name, { level: 'high' });
      const run = await pipeline.until('run_requested', (event) => event.delivery === delivery);
      expect(run.trigger).toMatchObject({
        event: 'workflow_dispatch',
        ref: 'refs/heads/main',
        sha,
        actor: 'grace',
        inputs: { dry: true, level: 'high' },
      });
      expect(run.payload).toMatchObject({
        inputs: { dry: 'true', level: 'high' },
        workflow: '.runbook/release.yml',
      });
      expect(await pipeline.conclusion(run.run)).toBe('success');
    }
    expect(worker.executed[0]?.contexts.inputs).toEqual({ dry: true, level: 'high' });
  });

  it('is offered by what each push of the default branch says that its files declare, other pushes say nothing', async () => {
    origin.commit('One', { '.runbook/release.yml': DISPATCHED, '.runbook/ci.yml': `on: push\njobs:${JOB}` });
    const dispatch = {
      inputs: {
        dry: { type: 'boolean', default: true, required: false },
        level: { type: 'choice', options: ['low', 'high'], required: true },
      },
      leftOut: 0,
    };
    expect((await push()).workflows).toMatchObject([
      { path: '.runbook/ci.yml', outcome: 'started', dispatch: false },
      { path: '.runbook/release.yml', outcome: 'skipped', dispatch },
    ]);
    origin.commit('Two', { '.runbook/release.yml': DISPATCHED.replace('dry', 'wet') });
    const topic = await pipeline.handled(await pipeline.deliver(origin.push('refs/heads/topic')));
    expect(topic.workflows.map((outcome) => 'dispatch' in outcome)).toEqual([false, false]);
  });

  it('that cannot run is handled with the reason', async () => {
    origin.commit('One', { '.runbook/release.yml': DISPATCHED, '.runbook/ci.yml': `on: push\njobs:${JOB}` });
    origin.push('refs/heads/main');
    const outcomeOf = async (workflow: string, inputs: { [name: string]: string }): Promise<unknown> => {
      const delivery = await dispatch(workflow, inputs);
      const handled = await pipeline.until('delivery_handled', (event) => event.delivery === delivery);
      return handled.workflows[0];
    };
    expect(await outcomeOf('other.yml', {})).toMatchObject({
      outcome: 'skipped',
      reason: expect.stringContaining('other.yml'),
    });
    expect(await outcomeOf('ci.yml', {})).toMatchObject({
      name: '.runbook/ci.yml',
      reason: expect.stringContaining('workflow_dispatch'),
    });
    expect(await outcomeOf('release.yml', { level: 'odd' })).toMatchObject({
      reason: expect.stringContaining('level'),
    });
  });

  it('of a ref that is not there makes no run and says so', async () => {
    origin.commit('One', { '.runbook/release.yml': DISPATCHED });
    origin.push('refs/heads/main');
    const delivery = await dispatch('release.yml', { level: 'low' }, 'no-such-branch');
    const handled = await pipeline.until('delivery_handled', (event) => event.delivery === delivery);
    expect(JSON.stringify(handled)).toContain('no-such-branch');
    expect(handled.workflows.filter(({ outcome }) => outcome !== 'skipped')).toEqual([]);
  });
});
