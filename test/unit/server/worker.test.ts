import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jobIdOf, type RepositoryName, type RunId, type WorkerId } from '../../../src/events/index.ts';
import {
  createSecretSource,
  type JobSecretsShape,
  type RepositoryAccessShape,
} from '../../../src/server/index.ts';
import { Installation, job, REPOSITORY, WORKER, workflow } from './installation.ts';

const URL_WITH_PASSWORD = 'https://mona:hunter2@git.example.com/octo/widgets.git';
const CLEAN_URL = 'https://git.example.com/octo/widgets.git';
const SECRET = 'correct-horse-battery';

describe('what a worker on another machine is given', () => {
  let runbook: Installation;
  let run: RunId;
  beforeEach(async () => {
    runbook = await Installation.start();
    await change('POST', '/api/repositories', { full_name: REPOSITORY, url: URL_WITH_PASSWORD });
    await change('PUT', `/api/repositories/${REPOSITORY}/secrets/KEY`, { value: SECRET });
    run = await runbook.push(workflow(job('build'), job('ship', { needs: ['build'] })));
  });
  afterEach(() => runbook.stop());

  async function change(method: string, path: string, body: object): Promise<void> {
    const answer = await runbook.request(path, { method, body: JSON.stringify(body) });
    expect(answer.ok, await answer.text()).toBe(true);
  }

  /** Asks with the token of workers. */
  function asWorker(path: string, body: object = {}, token = runbook.keys.workerToken): Promise<Response> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    return fetch(`${runbook.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  const grant = () => ({ worker: WORKER, run, repository: REPOSITORY });

  it('are the secrets of its job, with URL and credentials, and no cache keeps them', async () => {
    const id = await runbook.startJob(run, 'build');
    const answer = await asWorker(`/api/worker/jobs/${id}/secrets`, grant());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await answer.json()) as JobSecretsShape).toEqual({
      secrets: { KEY: SECRET },
      url: CLEAN_URL,
      credentials: 'mona:hunter2',
    });
  });

  it('are the same in one process, by a call, which waits for the fold too', async () => {
    const {
      log,
      fold: { states, caughtUp },
      index,
      keys,
    } = runbook;
    const partitionOf = (name: RepositoryName): number => log.partitionOf(name);
    const source = createSecretSource({ partitionOf, states, caughtUp, index, keys });
    const { job: id } = await runbook.event('job_offered', (event) => event.key === 'build');
    const granted = { spec: { job: id, run, repository: REPOSITORY }, worker: WORKER };
    const cancelled = new AbortController();
    const early = source.secretsOf(granted, new AbortController().signal);
    const late = source.secretsOf(granted, cancelled.signal);
    cancelled.abort(new Error('cancelled'));
    await expect(late).rejects.toThrow('cancelled');
    await runbook.startJob(run, 'build');
    expect(await early).toEqual({
      secrets: { KEY: SECRET },
      access: { url: CLEAN_URL, credentials: 'mona:hunter2' },
    });
    const other = { ...granted, worker: 'worker-2' as WorkerId };
    await expect(source.secretsOf(other, new AbortController().signal)).rejects.toThrow('is not granted');
  });

  it('wait for the fold, which may read of the grant later than the worker', async () => {
    const offer = await runbook.event('job_offered', (event) => event.key === 'build');
    let isAnswered = false;
    const early = asWorker(`/api/worker/jobs/${offer.job}/secrets`, grant()).finally(() => {
      isAnswered = true;
    });
    for (let asked = 0; asked < 5; asked += 1) await runbook.request('/healthz');
    expect(isAnswered).toBe(false);
    await runbook.startJob(run, 'build');
    expect((await early).status).toBe(200);
  });

  it('are kept from a worker whose grant the server cannot have read, in the end', async () => {
    await runbook.closeServer();
    await runbook.startServer({ effectLimitMs: 20 });
    const offer = await runbook.event('job_offered', (event) => event.key === 'build');
    for (const id of [offer.job, jobIdOf(999, 0)]) {
      const answer = await asWorker(`/api/worker/jobs/${id}/secrets`, grant());
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('5');
      expect(await answer.text()).toContain('has not read from the log yet');
    }
  });

  it('are kept from another worker, for another run or repository, and once the job is over', async () => {
    const id = await runbook.startJob(run, 'build');
    const path = `/api/worker/jobs/${id}/secrets`;
    for (const other of [
      { ...grant(), worker: 'worker-2' as WorkerId },
      { ...grant(), run: jobIdOf(7, 0) },
      { ...grant(), repository: 'octo/other' as RepositoryName },
    ]) {
      const answer = await asWorker(path, other);
      expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('is not granted')]);
    }
    await runbook.completeJob(id);
    expect((await asWorker(path, grant())).status).toBe(409);
    expect((await asWorker(`/api/worker/jobs/${jobIdOf(1, 7)}/secrets`, grant())).status).toBe(409);
  });

  it('are kept from a worker that was declared lost', async () => {
    const id = await runbook.startJob(run, 'build');
    const lost = runbook.event('worker_lost');
    await runbook.leave();
    await lost;
    expect((await asWorker(`/api/worker/jobs/${id}/secrets`, grant())).status).toBe(409);
  });

  it('have no URL where the repository was removed meanwhile', async () => {
    const id = await runbook.startJob(run, 'build');
    await runbook.append({ type: 'repository_removed', repository: REPOSITORY });
    const answer = await asWorker(`/api/worker/jobs/${id}/secrets`, grant());
    expect(await answer.json()).toMatchObject({ url: null, credentials: null });
  });

  it('are asked for in a form that is checked', async () => {
    for (const body of [
      {},
      { ...grant(), more: 1 },
      { ...grant(), repository: 'widgets' },
      { ...grant(), run: 1 },
    ]) {
      expect((await asWorker(`/api/worker/jobs/${jobIdOf(1, 0)}/secrets`, body)).status).toBe(422);
    }
    expect((await asWorker('/api/worker/jobs/x/secrets', grant())).status).toBe(404);
  });

  it('need a token, on loopback too; that of the API does as well', async () => {
    const id = await runbook.startJob(run, 'build');
    const path = `/api/worker/jobs/${id}/secrets`;
    expect((await fetch(`${runbook.url}${path}`, { method: 'POST' })).status).toBe(401);
    expect((await asWorker(path, grant(), 'wrong-token-of-nobody')).status).toBe(401);
    expect((await asWorker(path, grant(), runbook.keys.token)).status).toBe(200);
    expect((await asWorker('/api/worker/check')).status).toBe(204);
  });

  it('is nothing else: its token reads and changes nothing', async () => {
    const description = await runbook.json<{ readonly paths: { [path: string]: object } }>(
      '/api/openapi.json',
    );
    const headers = { authorization: `Bearer ${runbook.keys.workerToken}` };
    let tried = 0;
    for (const [template, operations] of Object.entries(description.paths)) {
      // Pages are the same for everybody; what a session is has a test of its own below.
      if (!/^\/(api|badge|metrics)/.test(template) || /^\/api\/(worker\/|session$)/.test(template)) continue;
      const path = template.replaceAll(/\{\w+\}/g, '1');
      for (const method of Object.keys(operations)) {
        const answer = await fetch(`${runbook.url}${path}`, { method: method.toUpperCase(), headers });
        expect(answer.status, `${method} ${path}`).toBe(401);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(30);
    expect(await (await fetch(`${runbook.url}/api/session`, { headers })).json()).toEqual({
      signed_in: false,
      can_read: false,
      can_change: false,
    });
    for (const path of ['/api/worker/../runs', '/API/worker/check', '//api/worker/check']) {
      expect((await asWorker(path)).status, path).not.toBe(200);
    }
  });
});

describe('what an orchestrator on another machine is given', () => {
  let runbook: Installation;
  let sealed: string | null;
  beforeEach(async () => {
    runbook = await Installation.start({ effectLimitMs: 200 });
    await register(URL_WITH_PASSWORD);
    ({ credentials: sealed } = await runbook.event('repository_registered'));
  });
  afterEach(() => runbook.stop());

  async function register(url: string): Promise<void> {
    const body = JSON.stringify({ full_name: REPOSITORY, url });
    expect((await runbook.request('/api/repositories', { method: 'POST', body })).status).toBe(201);
  }

  function access(credentials: string | null, init: RequestInit = {}): Promise<Response> {
    const body = JSON.stringify({ credentials });
    return runbook.request(`/api/repositories/${REPOSITORY}/access`, { method: 'POST', body, ...init });
  }

  it('are URL and credentials of the registration that it goes by', async () => {
    const answer = await access(sealed);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await answer.json()) as RepositoryAccessShape).toEqual({
      url: CLEAN_URL,
      credentials: 'mona:hunter2',
    });
  });

  it('wait for the fold where the server reads of that registration later', async () => {
    await runbook.closeServer();
    await runbook.startServer();
    const later = runbook.keys.seal('mona:other');
    const early = access(later);
    await runbook.append({
      type: 'repository_registered',
      repository: REPOSITORY,
      url: CLEAN_URL,
      secret: runbook.keys.seal('s'),
      credentials: later,
    });
    expect((await (await early).json()) as RepositoryAccessShape).toMatchObject({
      credentials: 'mona:other',
    });
  });

  it('are never those of another registration, nor anything else that is sealed', async () => {
    const { secret } = await runbook.event('repository_registered');
    for (const shown of [secret, runbook.keys.seal('x'), null]) {
      const answer = await access(shown);
      expect([answer.status, await answer.text()]).toEqual([
        503,
        expect.stringContaining('another registration'),
      ]);
    }
  });

  it('need the token of the API', async () => {
    const { url } = runbook;
    const path = `${url}/api/repositories/${REPOSITORY}/access`;
    const body = JSON.stringify({ credentials: sealed });
    expect((await fetch(path, { method: 'POST', body })).status).toBe(401);
    const headers = { authorization: `Bearer ${runbook.keys.workerToken}` };
    expect((await fetch(path, { method: 'POST', body, headers })).status).toBe(401);
    expect((await runbook.request(`/api/repositories/${REPOSITORY}/access`)).status).toBe(405);
  });
});
