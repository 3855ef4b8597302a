import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Installation } from '../installation.ts';

const DOCUMENT = '<!doctype html><title>Runbook</title>';
const SCRIPT = 'export const nothing = 1;';

describe('the pages for browsers', () => {
  let folder: string;
  let runbook: Installation;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runbook-pages-'));
    await mkdir(join(folder, 'web', 'assets'), { recursive: true });
    await writeFile(join(folder, 'secret.js'), 'not a page');
    await writeFile(join(folder, 'web', 'index.html'), DOCUMENT);
    await writeFile(join(folder, 'web', 'theme.js'), SCRIPT);
    await writeFile(join(folder, 'web', 'assets', 'index-1.js'), SCRIPT);
    await writeFile(join(folder, 'web', 'assets', 'index-1.js.gz'), gzipSync(SCRIPT));
    runbook = await Installation.start({ pagesFolder: join(folder, 'web') });
  });

  afterAll(async () => {
    await runbook.stop();
    await rm(folder, { recursive: true });
  });

  it('are one document at every address a page has, which nothing may be loaded into or framed around', async () => {
    const paths = [
      '/',
      '/runs/1024',
      '/runs/1024/jobs/2048',
      '/runs/1/workflow',
      '/repositories/octo/widgets',
    ];
    for (const path of [...paths, '/?status=failure', '/deliveries', '/workers', '/sign-in']) {
      const answer = await fetch(`${runbook.url}${path}`);
      expect(await answer.text(), path).toBe(DOCUMENT);
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(answer.headers.get('cache-control')).toContain('must-revalidate');
    }
  });

  it('are not sent again while they have not changed', async () => {
    const first = await fetch(`${runbook.url}/`);
    await first.text();
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
    expect((await fetch(`${runbook.url}/workers`, { headers })).status).toBe(304);
  });

  it('name their files after the content, so that browsers keep them, in the form that they take', async () => {
    const path = `${runbook.url}/assets/index-1.js`;
    const packed = await fetch(path, { headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.headers.get('cache-control')).toContain('immutable');
    expect(await packed.text()).toBe(SCRIPT);
    const plain = await fetch(path, { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toBe(SCRIPT);
  });

  it('say so to a browser where there is no page, and nothing but that to everything else', async () => {
    const open = (path: string, accept: string, method = 'GET'): Promise<Response> =>
      fetch(`${runbook.url}${path}`, { method, headers: { accept } });
    const page = await open('/nowhere/at-all', 'text/html,application/xhtml+xml,*/*;q=0.8');
    expect(page.status).toBe(404);
    expect(await page.text()).toBe(DOCUMENT);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const problems = [
      await open('/nowhere', '*/*'),
      await open('/api/nowhere', 'text/html'),
      await open('/assets/nothing.js', 'text/html'),
    ];
    for (const problem of problems) {
      expect(problem.status).toBe(404);
      expect(problem.headers.get('content-type')).toContain('application/problem+json');
    }
  });

  it('give no file from beside them', async () => {
    const hostile = ['/assets/../../secret.js', '/assets/..%2f..%2fsecret.js', '/assets/%2e%2e/index.html'];
    for (const path of [...hostile, '/assets/nothing.js', '/assets/', '/index.html']) {
      expect(await statusOf(path), path).toBe(404);
    }
  });

  it('are open to nobody who uses a name that is not this server', async () => {
    expect(await statusOf('/', { host: 'evil.example' })).toBe(403);
    expect(await statusOf('/assets/index-1.js', { host: 'evil.example' })).toBe(403);
  });

  /** Sends the path as it is: fetch would tidy it up. */
  function statusOf(path: string, headers: { [name: string]: string } = {}): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port: runbook.port, path, headers, agent: false },
        (answer) => {
          answer.resume();
          answer.once('end', () => resolve(answer.statusCode));
        },
      );
      sent.once('error', reject);
      sent.end();
    });
  }
});

describe('a server without built pages', () => {
  it('says how they are built', async () => {
    const runbook = await Installation.start();
    const answer = await fetch(`${runbook.url}/`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('npm run build');
    await runbook.stop();
  });
});
