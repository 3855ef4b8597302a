import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServerOptionsError, startServer } from '../../../../src/server/index.ts';
import { exactRequest } from '../exact-request.ts';
import { Installation } from '../installation.ts';

/** The status of a request with exactly these headers, Host included. */
async function statusOf(
  port: number,
  path: string,
  headers: { readonly [name: string]: string } = {},
  method = 'GET',
): Promise<number> {
  return (await exactRequest(port, path, { method, headers })).status;
}

describe('who may call a server on loopback', () => {
  let runbook: Installation;
  let port: number;
  let token: string;
  beforeEach(async () => {
    runbook = await Installation.start();
    ({ port } = runbook);
    ({ token } = runbook.keys);
  });
  afterEach(() => runbook.stop());

  it('reads without a token under a loopback name', async () => {
    for (const host of ['127.0.0.1', `127.0.0.1:${port}`, `localhost:${port}`, '[::1]', 'LOCALHOST']) {
      expect(await statusOf(port, '/api/runs', { host }), host).toBe(200);
    }
  });

  it('refuses every other name, so that DNS rebinding reads nothing', async () => {
    for (const host of [
      'evil.example',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      '10.0.0.5',
      '-',
    ]) {
      expect(await statusOf(port, '/api/runs', { host }), host).toBe(403);
    }
    const bearer = { host: 'ci.internal', authorization: `Bearer ${token}` };
    expect(await statusOf(port, '/api/runs', bearer)).toBe(200);
  });

  it('needs the token for every change, as Bearer or as octokit sends it', async () => {
    const path = '/api/repositories/octo/widgets';
    expect(await statusOf(port, path, {}, 'DELETE')).toBe(401);
    expect(await statusOf(port, path, { authorization: 'Bearer wrong' }, 'DELETE')).toBe(401);
    for (const scheme of ['Bearer', 'bearer', 'token']) {
      expect(await statusOf(port, path, { authorization: `${scheme} ${token}` }, 'DELETE')).toBe(404);
    }
  });

  it('refuses a wrong token even where none is needed', async () => {
    expect(await statusOf(port, '/api/runs', { authorization: 'Bearer wrong' })).toBe(401);
  });

  it('asks a caller behind a proxy for the token', async () => {
    expect(await statusOf(port, '/api/runs', { 'x-forwarded-for': '203.0.113.7' })).toBe(401);
  });

  it('refuses requests from pages of other sites, with the token too', async () => {
    const authorization = `Bearer ${token}`;
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'http://localhost:3000' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    ];
    for (const headers of foreign) {
      expect(await statusOf(port, '/api/runs', { ...headers, authorization }), JSON.stringify(headers)).toBe(
        403,
      );
    }
    const host = `127.0.0.1:${port}`;
    expect(await statusOf(port, '/api/runs', { host, origin: `http://${host}` })).toBe(200);
    expect(await statusOf(port, '/webhooks/git', { origin: 'https://evil.example' }, 'POST')).toBe(403);
  });

  it('lets a person follow a link to a page', async () => {
    const link = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect(await statusOf(port, '/api/runs', link)).toBe(200);
  });

  it('tells nobody what paths there are before it knows who asks', async () => {
    expect(await statusOf(port, '/no/such/path', { host: 'evil.example' })).toBe(403);
    expect(await statusOf(port, '/no/such/path')).toBe(404);
  });

  it('knows a route by any spelling that reaches it, and its wish with it', async () => {
    const worker = { authorization: `Bearer ${runbook.keys.workerToken}` };
    for (const path of ['/api/worker/check', '/API/Worker/check', '/api/worker/check/']) {
      expect(await statusOf(port, path, worker, 'POST'), path).toBe(204);
      expect(await statusOf(port, path, {}, 'POST'), path).toBe(401);
    }
    for (const path of ['/API/RUNS', '/api/runs/', '/api/%72uns', '/healthz/../api/runs']) {
      expect(await statusOf(port, path, { host: 'evil.example' }), path).toBe(403);
    }
    expect(await statusOf(port, '/api/runs/%zz')).toBe(400);
  });

  it('answers probes under any name', async () => {
    expect(await statusOf(port, '/healthz', { host: '10.1.2.3' })).toBe(200);
  });
});

describe('who may call a server with a public address', () => {
  it('reads nothing without the token when it is bound beyond loopback', async () => {
    const runbook = await Installation.start({ host: '0.0.0.0', url: 'https://ci.example.com' });
    const { port } = runbook;
    const authorization = `Bearer ${runbook.keys.token}`;
    expect(await statusOf(port, '/api/runs', { host: 'ci.example.com' })).toBe(401);
    expect(await statusOf(port, '/api/runs', { host: '127.0.0.1' })).toBe(403);
    expect(await statusOf(port, '/api/runs', { host: 'ci.example.com', authorization })).toBe(200);
    const own = { host: 'ci.example.com', authorization, origin: 'https://ci.example.com' };
    expect(await statusOf(port, '/api/runs', own)).toBe(200);
    await runbook.stop();
  });

  it('does not start beyond loopback without a public address, and says what to do', async () => {
    const runbook = await Installation.start();
    const options = { ...runbook.serverOptions(), logger: pino({ level: 'silent' }) };
    const start = startServer({ ...options, host: '0.0.0.0' });
    await expect(start).rejects.toThrow(ServerOptionsError);
    await expect(start).rejects.toThrow('--url');
    for (const url of ['ftp://ci.example.com', 'https://a:b@ci.example.com', 'https://ci.example.com/?a=b']) {
      await expect(startServer({ ...options, url })).rejects.toThrow(ServerOptionsError);
    }
    await expect(startServer({ ...options, port: runbook.port })).rejects.toThrow('in use');
    await runbook.stop();
  });
});
