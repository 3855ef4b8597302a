import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedLog } from '../../src/log/index.ts';
import { startFold } from '../../src/orchestrator/index.ts';
import { trim, writeCheckpoint } from '../unit/orchestrator/indexing/checkpoints.ts';
import { Installation, type Run } from './installation.ts';

const isCompleted = ({ status }: Run): boolean => status === 'completed';
const ACTIONS = '/api/v3/repos/demo/app/actions';

const workflow = (command: string): string => `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    outputs:
      version: \${{ steps.version.outputs.version }}
    steps:
      - id: version
        run: echo version=7 >> "$GITHUB_OUTPUT"; echo "::warning::Careful"; echo '# Built' >> "$GITHUB_STEP_SUMMARY"
  test:
    needs: build
    strategy:
      matrix: { n: [1, 2] }
    runs-on: ubuntu-latest
    steps:
      - run: echo "testing \${{ needs.build.outputs.version }}"; ${command}
`;

let installation: Installation;

beforeAll(async () => {
  installation = await Installation.create(2);
});
afterAll(async () => {
  await installation.remove();
});

const runFile = (number: number): string =>
  join(installation.server.data, 'logs', 'demo', 'app', String(number), 'run.json');

async function fileOf(number: number): Promise<{ readonly run: { readonly attempt: number } }> {
  while (!existsSync(runFile(number))) await wait(10);
  return JSON.parse(await readFile(runFile(number), 'utf8'));
}

async function get(path: string): Promise<string> {
  const response = await fetch(`${installation.server.url}${path}`);
  return `${response.status} ${await response.text()}`;
}

/** What the API shows of all runs. */
async function answers(): Promise<readonly string[]> {
  const runs = await installation.runs();
  const perRun = runs.flatMap(({ id }) => [
    `/api/runs/${id}/graph`,
    `${ACTIONS}/runs/${id}/attempts/1`,
    `${ACTIONS}/runs/${id}/attempts/1/jobs`,
    `${ACTIONS}/runs/${id}/jobs?filter=all`,
  ]);
  const common = ['/api/runs', '/api/deliveries', '/api/repositories', `${ACTIONS}/workflows`];
  return Promise.all([...common, ...perRun].map(get));
}

/** While nobody has the log: a checkpoint of everything, and then nothing else is left of it. */
async function forgetEvents(): Promise<void> {
  const log = openEmbeddedLog(join(installation.server.data, 'log.db'));
  let newest = 0;
  const fold = startFold({
    log,
    onEvents: (batch) => {
      newest = batch.at(-1)?.offset ?? newest;
    },
    onError: (error) => {
      throw error;
    },
  });
  await fold.caughtUp;
  await writeCheckpoint(log, fold.states.get(0)!, newest);
  await trim(log, newest + 1);
  await fold.stop();
  await log.close();
}

async function deleteIndex(): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) {
    await rm(join(installation.server.data, `index.db${suffix}`), { force: true });
  }
}

async function rerun(id: number): Promise<void> {
  const { server } = installation;
  const headers = { authorization: `Bearer ${await server.token()}` };
  const url = `${server.url}${ACTIONS}/runs/${id}/rerun-failed-jobs`;
  expect((await fetch(url, { method: 'POST', headers })).status).toBe(201);
}

describe('runbook serve', () => {
  it('shows finished runs as before when its index is lost and their events are gone', async () => {
    const { server, folder } = installation;
    const fixed = join(folder, 'fixed');
    const good = await installation.commitAndPush(workflow('true'));
    const bad = await installation.commitAndPush(workflow(`test -e ${fixed}`));
    const ended = await installation.runOf(bad, isCompleted);
    expect(ended.conclusion).toBe('failure');
    expect((await installation.runOf(good, isCompleted)).conclusion).toBe('success');
    await rerun(ended.id);
    const again = (run: Run): boolean => isCompleted(run) && run.run_attempt === 2;
    await installation.runOf(bad, again);
    while ((await fileOf(2)).run.attempt < 2) await wait(10);
    const before = await answers();
    expect(await server.end('SIGTERM')).toBe(0);

    await forgetEvents();
    await deleteIndex();
    server.start();
    await server.ready();
    expect(await answers()).toEqual(before);

    // A run that is known from its file only runs again.
    await rerun(ended.id);
    await installation.runOf(bad, (run) => isCompleted(run) && run.run_attempt === 3);
    const next = await installation.commitAndPush(workflow('true'));
    expect((await installation.runOf(next, isCompleted)).conclusion).toBe('success');
  });

  it('writes what is missing of finished runs when it starts after a kill', async () => {
    const { server } = installation;
    const sha = await installation.commitAndPush(workflow('true'));
    const { run_number: number } = await installation.runOf(sha, isCompleted);
    await server.kill();
    server.start();
    await server.ready();
    expect((await fileOf(number)).run).toMatchObject({ number, conclusion: 'success' });
  });
});
