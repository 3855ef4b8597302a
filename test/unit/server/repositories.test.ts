import { hookKey } from '../../../src/forges/index.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RepositoryName } from '../../../src/events/index.ts';
import {
  createSecretSource,
  type RegisteredShape,
  type RepositoryListShape,
  type SecretListShape,
} from '../../../src/server/index.ts';
import { Installation, job, workflow } from './installation.ts';

const NAME = 'octo/widgets' as RepositoryName;
const URL_WITH_PASSWORD = 'https://mona:hunter2@git.example.com/octo/widgets.git';

describe('repositories and their secrets', () => {
  let runbook: Installation;
  beforeEach(async () => {
    runbook = await Installation.start();
  });
  afterEach(() => runbook.stop());

  function send(method: string, path: string, body?: unknown): Promise<Response> {
    return runbook.request(path, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  }

  async function secretsOf(name: RepositoryName) {
    const { log, fold, keys } = runbook;
    const source = createSecretSource({
      partitionOf: (key) => log.partitionOf(key),
      states: fold.states,
      caughtUp: fold.caughtUp,
      keys,
    });
    return source.secretsOf({ repository: name }, new AbortController().signal);
  }

  it('shows a webhook secret that it made, once, and keeps it sealed', async () => {
    const answer = await send('POST', '/api/repositories', { full_name: NAME, url: URL_WITH_PASSWORD });
    expect(answer.status).toBe(201);
    const shape = (await answer.json()) as RegisteredShape;
    expect(shape).toMatchObject({ full_name: NAME, url: 'https://git.example.com/octo/widgets.git' });
    expect(shape.secret).toMatch(/^[0-9a-f]{64}$/);
    expect(shape.webhooks.git).toBe(`${runbook.url}/webhooks/git`);
    const event = await runbook.event('repository_registered');
    expect(JSON.stringify(event)).not.toContain('hunter2');
    expect(JSON.stringify(event)).not.toContain(shape.secret);
    expect(runbook.keys.unseal(event.secret)).toBe(shape.secret);
    const list = await runbook.json<RepositoryListShape>('/api/repositories');
    expect(list.repositories.map(({ full_name }) => full_name)).toEqual([NAME]);
    expect(JSON.stringify(list)).not.toContain('hunter2');
  });

  it('takes a secret that is given and does not show it', async () => {
    const body = { full_name: NAME, url: 'https://git.example.com/a.git', secret: 'given-secret' };
    const answer = (await (await send('POST', '/api/repositories', body)).json()) as RegisteredShape;
    expect(answer.secret).toBeNull();
    expect(runbook.keys.unseal((await runbook.event('repository_registered')).secret)).toBe('given-secret');
  });

  it("tells a hook's key that is made from the secret and is not the secret", async () => {
    await send('POST', '/api/repositories', {
      full_name: NAME,
      url: URL_WITH_PASSWORD,
      secret: 'given-secret',
    });
    const answer = await send('POST', `/api/repositories/${NAME}/hook-key`, {});
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ key: hookKey('given-secret') });
    expect((await send('POST', '/api/repositories/octo/unknown/hook-key', {})).status).toBe(404);
  });

  it('says what is wrong with a registration and changes nothing', async () => {
    const wrong = [
      [{}, 'full_name'],
      [{ full_name: NAME }, 'url'],
      [{ full_name: 'widgets', url: 'https://git.example.com/a.git' }, 'full_name'],
      [{ full_name: '../..', url: 'https://git.example.com/a.git' }, 'full_name'],
      [{ full_name: NAME, url: 'ext::sh -c id' }, 'url'],
      [{ full_name: NAME, url: '--upload-pack=id' }, 'url'],
      [{ full_name: NAME, url: 'https://git.example.com/a.git', colour: 'red' }, 'colour'],
      [{ full_name: NAME, url: 'https://git.example.com/a.git', secret: '' }, 'secret'],
    ] as const;
    for (const [body, field] of wrong) {
      const answer = await send('POST', '/api/repositories', body);
      expect(answer.status, field).toBe(422);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json(), field).toMatchObject({
        status: 422,
        message: 'Validation Failed',
        errors: expect.arrayContaining([expect.objectContaining({ field })]),
      });
    }
    expect((await runbook.request('/api/repositories', { method: 'POST', body: '{' })).status).toBe(400);
    const large = { full_name: NAME, url: 'x'.repeat(1024 * 1024) };
    expect((await send('POST', '/api/repositories', large)).status).toBe(413);
    expect(runbook.count('repository_registered')).toBe(0);
  });

  it('refuses local repositories unless they were allowed', async () => {
    await runbook.closeServer();
    await runbook.startServer({ allowLocal: false });
    const answer = await send('POST', '/api/repositories', { full_name: NAME, url: '/srv/widgets.git' });
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('allow-local')]);
  });

  it('gives a job its secrets and credentials in the clear, and nobody else', async () => {
    await send('POST', '/api/repositories', { full_name: NAME, url: URL_WITH_PASSWORD });
    const path = `/api/repositories/${NAME}/secrets`;
    expect((await send('PUT', `${path}/api_key`, { value: 'first' })).status).toBe(204);
    expect((await send('PUT', `${path}/API_KEY`, { value: 's3cr3t' })).status).toBe(204);
    const list = await runbook.request(path);
    expect((await list.json()) as SecretListShape).toMatchObject({
      secrets: [{ name: 'API_KEY' }],
      total_count: 1,
    });
    expect(await secretsOf(NAME)).toEqual({ secrets: { API_KEY: 's3cr3t' }, credentials: 'mona:hunter2' });
    expect((await send('DELETE', `${path}/API_KEY`)).status).toBe(204);
    expect((await send('DELETE', `${path}/API_KEY`)).status).toBe(404);
    expect(await secretsOf(NAME)).toEqual({ secrets: {}, credentials: 'mona:hunter2' });
    expect(await secretsOf('octo/other' as RepositoryName)).toEqual({ secrets: {}, credentials: null });
  });

  it('refuses names that a secret cannot have, and values that are too long', async () => {
    await runbook.register();
    const path = `/api/repositories/${NAME}/secrets`;
    for (const name of ['1a', 'a-b', 'GITHUB_X', 'github_token', 'a%20b']) {
      expect((await send('PUT', `${path}/${name}`, { value: 'x' })).status, name).toBe(422);
    }
    expect((await send('PUT', `${path}/KEY`, { value: 'é'.repeat(30_000) })).status).toBe(422);
    expect((await send('PUT', `${path}/KEY`)).status).toBe(422);
    expect((await send('PUT', '/api/repositories/octo/none/secrets/KEY', { value: 'x' })).status).toBe(404);
    expect(runbook.count('secret_set')).toBe(0);
  });

  it('forgets a repository and keeps its runs', async () => {
    await runbook.register();
    const run = await runbook.push(workflow(job('build')));
    expect((await send('DELETE', `/api/repositories/${NAME}`)).status).toBe(204);
    expect((await send('DELETE', `/api/repositories/${NAME}`)).status).toBe(404);
    await runbook.completed(run);
    expect((await runbook.json<RepositoryListShape>('/api/repositories')).repositories).toEqual([]);
    expect((await runbook.request(`/api/runs/${run}`)).status).toBe(200);
    expect((await send('POST', `/api/v3/repos/${NAME}/actions/runs/${run}/rerun`)).status).toBe(403);
  });
});
