import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ownerId, repositoryName } from '../../../src/events/index.ts';
import { Origin } from './origin.ts';
import { Pipeline, REPOSITORY, temporaryFolder } from './pipeline.ts';
import { ScriptedWorker } from './scripted-worker.ts';

const CI = 'on: push\njobs:\n  build: { runs-on: ubuntu-latest, steps: [{ run: x }] }\n';

let folder: ReturnType<typeof temporaryFolder>;
let origin: Origin;
const ends: Array<() => Promise<void>> = [];

beforeEach(() => {
  folder = temporaryFolder();
  origin = new Origin(folder.path);
});

afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  folder.remove();
});

function startPipeline(): Pipeline {
  const pipeline = new Pipeline(folder.path);
  ends.push(() => pipeline.stop());
  return pipeline;
}

function startWorker(pipeline: Pipeline, id?: string): ScriptedWorker {
  const worker = new ScriptedWorker(pipeline.log, () => ({}), id);
  ends.push(() => worker.kill());
  return worker;
}

it('after a restart the next owner goes on with what the last one left', async () => {
  const before = startPipeline();
  await before.register(origin.bare);
  origin.commit('One', { '.runbook/ci.yml': CI });
  const waiting = await before.runOf(origin.push('refs/heads/main'));
  await before.until('job_offered');
  await before.stop();
  ends.length = 0;

  const after = startPipeline();
  startWorker(after, 'worker-2');
  expect(await after.conclusion(waiting.run)).toBe('success');
  expect(after.counted('partition_owned')).toHaveLength(2);
  expect(after.counted('run_requested')).toHaveLength(1);
  origin.commit('Two');
  expect((await after.runOf(origin.push('refs/heads/main'))).number).toBe(2);
});

it('a delivery stored before a crash is taken up after it', async () => {
  const away = join(folder.path, 'away.git');
  const before = startPipeline();
  await before.register(origin.bare);
  origin.commit('One', { '.runbook/ci.yml': CI });
  const update = origin.push('refs/heads/main');
  renameSync(origin.bare, away);
  const delivery = await before.deliver(update);
  await before.stop();
  ends.length = 0;
  renameSync(away, origin.bare);

  const after = startPipeline();
  startWorker(after);
  expect((await after.handled(delivery)).workflows).toMatchObject([{ outcome: 'started' }]);
  expect(await after.conclusion((await after.until('run_requested')).run)).toBe('success');
});

it('what a frozen owner appends when it wakes up does not count', async () => {
  const pipeline = startPipeline();
  await pipeline.register(origin.bare);
  const first = await pipeline.until('partition_owned');
  const rival = ownerId('rival');
  await pipeline.append({ type: 'partition_owned', owner: rival });
  const again = await pipeline.until(
    'partition_owned',
    ({ owner }) => owner !== first.owner && owner !== rival,
  );

  origin.commit('One', { '.runbook/ci.yml': CI });
  const { run } = await pipeline.runOf(origin.push('refs/heads/main'));
  const offer = await pipeline.until('job_offered');
  for (const owner of [first.owner, rival]) {
    await pipeline.append({
      type: 'run_completed',
      repository: REPOSITORY,
      run,
      owner,
      runAttempt: 1,
      conclusion: 'failure',
    });
  }
  startWorker(pipeline);
  expect(await pipeline.conclusion(run)).toBe('success');
  const voided = pipeline.events.filter(
    ({ event }) => event.type === 'run_completed' && event.conclusion === 'failure',
  );
  expect(voided.map(({ counted }) => counted)).toEqual([false, false]);
  expect(again.owner).toBe(offer.owner);
});

it('a repository whose remote is out of reach does not keep another waiting, and goes on when it is back', async () => {
  const other = repositoryName('acme/other');
  const otherOrigin = new Origin(join(folder.path, 'other'));
  const pipeline = startPipeline();
  startWorker(pipeline);
  await pipeline.register(origin.bare);
  await pipeline.register(otherOrigin.bare, other);
  origin.commit('One', { '.runbook/ci.yml': CI });
  const update = origin.push('refs/heads/main');
  const away = join(folder.path, 'away.git');
  renameSync(origin.bare, away);
  const stuck = await pipeline.deliver(update);
  otherOrigin.commit('One', { '.runbook/ci.yml': CI });
  for (let push = 1; push <= 3; push += 1) {
    const delivery = await pipeline.deliver(otherOrigin.push('refs/heads/main'), { repository: other });
    await pipeline.handled(delivery);
  }
  expect(pipeline.counted('delivery_handled').some(({ delivery }) => delivery === stuck)).toBe(false);
  renameSync(away, origin.bare);
  expect((await pipeline.handled(stuck)).workflows).toMatchObject([{ outcome: 'started' }]);
});
