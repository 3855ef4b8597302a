import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobId, RunId } from '../../../src/events/index.ts';
import { type Fold, startIndexFold } from '../../../src/orchestrator/index.ts';
import { type RunningServer, startRunFileWriter, startServer } from '../../../src/server/index.ts';
import { RunFiles, RunIndex } from '../../../src/store/index.ts';
import { trim, writeCheckpoint } from '../orchestrator/indexing/checkpoints.ts';
import { Installation, job, REPOSITORY, workflow } from './installation.ts';

const logger = pino({ level: 'silent' });
const ACTIONS = `/api/v3/repos/${REPOSITORY}/actions`;

let runbook: Installation;
let folder: string;
let runFiles: RunFiles;
let index: RunIndex;
let fold: Fold;
let server: RunningServer;

beforeEach(async () => {
  runbook = await Installation.start();
  folder = await mkdtemp(join(tmpdir(), 'runbook-rebuilt-'));
  runFiles = new RunFiles(folder);
});
afterEach(async () => {
  await server.close();
  await fold.stop();
  index.close();
  await runbook.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Writes the files of all finished runs, then lets the log forget everything that has happened. */
async function forget(): Promise<void> {
  const { index, log } = runbook;
  await startRunFileWriter({ index, files: runFiles, caughtUp: Promise.resolve(), logger }).stop();
  const newest = index.position.get(0) ?? 0;
  await writeCheckpoint(log, runbook.fold.states.get(0)!, newest);
  await trim(log, newest + 1);
}

/** A server on the same log with an index of its own, which was lost. */
async function startOnLostIndex(): Promise<void> {
  index = new RunIndex(':memory:');
  const onError = (error: Error): void => {
    throw error;
  };
  fold = startIndexFold({ log: runbook.log, index, runFiles, logger, onError });
  server = await startServer({ ...runbook.serverOptions(), index, fold });
}

/** What a server answers, with its own address taken out of it. */
async function answer(base: string, path: string, init: RequestInit = {}): Promise<unknown> {
  const headers = { authorization: `Bearer ${runbook.keys.token}` };
  const response = await fetch(`${base}${path}`, { ...init, headers });
  const text = (await response.text()).replaceAll(base, 'http://server');
  return { path, status: response.status, link: response.headers.get('link')?.replaceAll(base, ''), text };
}

/** Everything that the API shows of these runs and their jobs. */
async function answers(base: string, runs: readonly RunId[], jobs: readonly JobId[]): Promise<unknown[]> {
  const paths = [
    '/api/runs',
    '/api/runs?per_page=1&page=2',
    '/api/deliveries',
    '/api/repositories',
    `/api/repositories/${REPOSITORY}`,
    `${ACTIONS}/runs?status=completed`,
    `${ACTIONS}/workflows`,
    `/badge/${REPOSITORY}/ci.yml.svg`,
    ...runs.flatMap((run) => [
      `/api/runs/${run}`,
      `/api/runs/${run}/graph`,
      `${ACTIONS}/runs/${run}`,
      `${ACTIONS}/runs/${run}/attempts/1`,
      `${ACTIONS}/runs/${run}/attempts/2`,
      `${ACTIONS}/runs/${run}/jobs?filter=all`,
      `${ACTIONS}/runs/${run}/attempts/1/jobs`,
      `${ACTIONS}/runs/${run}/attempts/2/jobs`,
      `${ACTIONS}/runs/${run}/timing`,
    ]),
    ...jobs.flatMap((id) => [
      `/api/jobs/${id}`,
      `/api/jobs/${id}/log`,
      `/api/jobs/${id}/steps/1/log`,
      `${ACTIONS}/jobs/${id}`,
      `/api/v3/repos/${REPOSITORY}/check-runs/${id}/annotations`,
    ]),
  ];
  return Promise.all(paths.map((path) => answer(base, path)));
}

/** A run that succeeded, one that failed and was run again, and one that could not be taken in. */
async function threeRuns(): Promise<{ runs: RunId[]; jobs: JobId[] }> {
  await runbook.register();
  const payload = { head_commit: { id: 'a'.repeat(40), tree_id: 'b'.repeat(40) } };
  const good = await runbook.push(workflow(job('build')), undefined, undefined, payload);
  const jobs = [await runbook.finishJob(good, 'build')];
  await runbook.completed(good);
  const bad = await runbook.push(workflow(job('build'), job('test', { needs: ['build'] })));
  jobs.push(await runbook.finishJob(bad, 'build'), await runbook.finishJob(bad, 'test', 'failure'));
  await runbook.completed(bad);
  await runbook.request(`${ACTIONS}/runs/${bad}/rerun-failed-jobs`, { method: 'POST' });
  jobs.push(await runbook.finishJob(bad, 'test', 'success', 2));
  await runbook.completed(bad, 2);
  const failed = await runbook.failToTakeIn('The remote is out of reach.');
  return { runs: [good, bad, failed], jobs };
}

describe('a server whose index was lost and whose log has forgotten the runs', () => {
  it('answers as before', async () => {
    const { runs, jobs } = await threeRuns();
    const before = await answers(runbook.url, runs, jobs);
    expect(before).toContainEqual(expect.objectContaining({ path: `/api/jobs/${jobs[3]}/log`, status: 200 }));
    await forget();
    await startOnLostIndex();
    await fold.caughtUp;
    expect(await answers(server.url, runs, jobs)).toEqual(before);
  });

  it('runs a finished run again', async () => {
    const { runs } = await threeRuns();
    await forget();
    await startOnLostIndex();
    await fold.caughtUp;
    const [, bad] = runs;
    const init = { method: 'POST' };
    expect(await answer(server.url, `${ACTIONS}/runs/${bad}/rerun`, init)).toMatchObject({ status: 201 });
    await runbook.finishJob(bad!, 'build', 'success', 3);
    await runbook.finishJob(bad!, 'test', 'success', 3);
    await runbook.completed(bad!, 3);
    await expect.poll(() => index.runs.get(bad!)?.conclusion).toBe('success');
    const [shown, own] = [index, runbook.index].map(({ runs: queries }) => queries.get(bad!));
    expect(shown).toEqual(own);
  });

  it('knows a push and its run that are under way, and what happens to them', async () => {
    await runbook.register();
    const run = await runbook.push(workflow(job('build')));
    const id = await runbook.startJob(run, 'build');
    await forget();
    await startOnLostIndex();
    await fold.caughtUp;
    const path = `${ACTIONS}/runs/${run}/jobs`;
    const jobs = JSON.parse(((await answer(server.url, path)) as { text: string }).text);
    expect(jobs).toMatchObject({ jobs: [{ id, name: 'build', status: 'in_progress' }] });
    const stream = await fetch(`${server.url}/api/stream?run=${run}`, {
      headers: { authorization: `Bearer ${runbook.keys.token}` },
    });
    await runbook.completeJob(id);
    await runbook.completed(run);
    let told = '';
    for await (const chunk of stream.body!) {
      told += Buffer.from(chunk).toString();
      if (told.includes('"status":"completed","conclusion":"success","reason":null}')) break;
    }
    expect(told).toContain('event: job');
    await expect.poll(() => index.runs.get(run)?.conclusion).toBe('success');
  });

  it('waits for the effect of its own events, though they are not the first it sees', async () => {
    await threeRuns();
    await forget();
    await startOnLostIndex();
    await fold.caughtUp;
    const secrets = `/api/repositories/${REPOSITORY}/secrets`;
    const headers = { authorization: `Bearer ${runbook.keys.token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ value: 'sesame' });
    const set = await fetch(`${server.url}${secrets}/KEY`, { method: 'PUT', headers, body });
    expect(set.status).toBe(204);
    expect(await answer(server.url, secrets)).toMatchObject({ text: expect.stringContaining('"KEY"') });
  });
});
