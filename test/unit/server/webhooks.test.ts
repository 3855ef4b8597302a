import { createHmac, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogUnavailableError } from '../../../src/log/index.ts';
import { UnsealError } from '../../../src/store/index.ts';
import type { WebhookAnswerShape } from '../../../src/server/index.ts';
import { Installation, SECRET } from './installation.ts';

const PAYLOAD = {
  ref: 'refs/heads/main',
  before: '0'.repeat(40),
  after: 'b'.repeat(40),
  deleted: false,
  forced: false,
  repository: { full_name: 'octo/widgets' },
  pusher: { name: 'mona' },
  sender: { login: 'mona' },
  head_commit: { id: 'b'.repeat(40), message: 'Add a widget' },
};

function signed(body: string, secret = SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

describe('a webhook', () => {
  let runbook: Installation;
  beforeEach(async () => {
    runbook = await Installation.start();
    await runbook.register();
  });
  afterEach(() => runbook.stop());

  function deliver(
    body: string,
    headers: { readonly [name: string]: string } = {},
    forge = 'github',
  ): Promise<Response> {
    return fetch(`${runbook.url}/webhooks/${forge}`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'push',
        'x-github-delivery': 'guid-1',
        'x-hub-signature-256': signed(body),
        ...headers,
      },
    });
  }

  it('is stored before it is answered with 202', async () => {
    const answer = await deliver(JSON.stringify(PAYLOAD));
    expect(answer.status).toBe(202);
    expect((await answer.json()) as WebhookAnswerShape).toMatchObject({ delivery: 'guid-1' });
    const event = await runbook.event('delivery_received');
    expect(event).toMatchObject({ forge: 'github', trigger: { ref: 'refs/heads/main', actor: 'mona' } });
    expect(event.payload).toEqual(PAYLOAD);
  });

  it('makes no second event when it is repeated', async () => {
    const body = JSON.stringify(PAYLOAD);
    await deliver(body);
    await runbook.event('delivery_received');
    const again = await deliver(body);
    expect(again.status).toBe(200);
    expect(await again.json()).toMatchObject({ delivery: 'guid-1' });
    expect(runbook.count('delivery_received')).toBe(1);
  });

  it('changes nothing when its signature is wrong or missing', async () => {
    const body = JSON.stringify(PAYLOAD);
    expect((await deliver(body, { 'x-hub-signature-256': signed(body, 'other') })).status).toBe(401);
    expect((await deliver(body, { 'x-hub-signature-256': signed(`${body} `) })).status).toBe(401);
    expect((await deliver(body, { 'x-hub-signature-256': '' })).status).toBe(401);
    expect(runbook.count('delivery_received')).toBe(0);
  });

  it('is 404 for a repository that is not registered, or was removed', async () => {
    const unknown = JSON.stringify({ ...PAYLOAD, repository: { full_name: 'octo/unknown' } });
    expect((await deliver(unknown)).status).toBe(404);
    const path = JSON.stringify({ ...PAYLOAD, repository: { full_name: '../../etc' } });
    expect((await deliver(path)).status).toBe(404);
    await runbook.append({ type: 'repository_removed', repository: 'octo/widgets' as never });
    expect((await deliver(JSON.stringify(PAYLOAD))).status).toBe(404);
    expect((await deliver('{}', {}, 'svn')).status).toBe(404);
  });

  it('answers a ping', async () => {
    const body = JSON.stringify({ zen: 'Keep it simple.', repository: { full_name: 'octo/widgets' } });
    const answer = await deliver(body, { 'x-github-event': 'ping' });
    expect(answer.status).toBe(200);
    expect(runbook.count('delivery_received')).toBe(0);
  });

  it('is refused when it cannot be read, names no repository, or is compressed', async () => {
    for (const body of ['', 'no JSON', '[]', '{}']) expect((await deliver(body)).status).toBe(400);
    const compressed = await deliver(JSON.stringify(PAYLOAD), { 'content-encoding': 'gzip' });
    expect(compressed.status).toBe(415);
  });

  it('is 413 over 25 MiB, declared or not', async () => {
    const size = 25 * 1024 * 1024 + 1;
    expect(await sendBytes(runbook.port, { 'content-length': String(size) }, 0)).toBe(413);
    expect(await sendBytes(runbook.port, { 'transfer-encoding': 'chunked' }, size)).toBe(413);
  });

  it('is 503 while bodies that nobody vouched for fill what may be held', async () => {
    const held = Array.from({ length: 4 }, () => openBody(runbook.port, 25 * 1024 * 1024));
    await Promise.all(held.map(({ arrived }) => arrived));
    const refused = await deliver(JSON.stringify(PAYLOAD));
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
    for (const body of held) body.drop();
    await expect.poll(async () => (await deliver(JSON.stringify(PAYLOAD))).status).toBe(202);
  });

  it('is stored once for each ref of a plain push', async () => {
    const pushes = ['refs/heads/main', 'refs/tags/v1'].map((ref) => ({
      repository: 'octo/widgets',
      delivery: `push-${ref}`,
      ref,
      before: '0'.repeat(40),
      after: 'c'.repeat(40),
      actor: 'mona',
    }));
    const body = JSON.stringify(pushes);
    const answer = await deliver(body, { 'x-runbook-signature-256': signed(body) }, 'git');
    expect([answer.status, await answer.text()]).toEqual([202, expect.stringContaining('deliveries')]);
    await runbook.until(() => runbook.count('delivery_received') === 2);
  });
});

describe('a webhook that cannot be verified', () => {
  it('is 503 and says what to do where its secret was sealed under another master key', async () => {
    const runbook = await Installation.start();
    await runbook.register();
    runbook.keys.unseal = () => {
      throw new UnsealError('It was sealed under another master key.');
    };
    const body = JSON.stringify(PAYLOAD);
    const headers = { 'x-github-event': 'push', 'x-hub-signature-256': signed(body) };
    const answer = await fetch(`${runbook.url}/webhooks/github`, { method: 'POST', body, headers });
    expect([answer.status, await answer.text()]).toEqual([
      503,
      expect.stringContaining('register the repository again'),
    ]);
    await runbook.stop();
  });
});

describe('a webhook that cannot be stored', () => {
  it('is 503, never 202, when the disk is nearly full', async () => {
    const runbook = await Installation.start({ freeDisk: () => 1000 });
    await runbook.register();
    const body = JSON.stringify(PAYLOAD);
    const headers = {
      'x-github-event': 'push',
      'x-github-delivery': 'a',
      'x-hub-signature-256': signed(body),
    };
    const answer = await fetch(`${runbook.url}/webhooks/github`, { method: 'POST', body, headers });
    expect(answer.status).toBe(503);
    expect((await fetch(`${runbook.url}/readyz`)).status).toBe(503);
    await runbook.stop();
  });

  it('is 503, never 202, when the log takes no events', async () => {
    const runbook = await Installation.start();
    await runbook.register();
    const { log } = runbook;
    const append = log.append.bind(log);
    log.append = (topic, records) =>
      topic === 'runbook.events'
        ? Promise.reject(new LogUnavailableError('The disk is full.'))
        : append(topic, records);
    const body = JSON.stringify(PAYLOAD);
    const headers = {
      'x-github-event': 'push',
      'x-github-delivery': 'a',
      'x-hub-signature-256': signed(body),
    };
    const answer = await fetch(`${runbook.url}/webhooks/github`, { method: 'POST', body, headers });
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('The disk is full.')]);
    log.append = append;
    await runbook.stop();
  });
});

/** Sends a webhook of `bytes` bytes; gives the status. */
function sendBytes(
  port: number,
  headers: { readonly [name: string]: string },
  bytes: number,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path: '/webhooks/github', method: 'POST', headers });
    call.once('response', (answer) => {
      resolve(answer.statusCode ?? 0);
      call.destroy();
    });
    // The server may close before everything was sent.
    call.on('error', (error) => reject(error));
    if (bytes > 0) call.end(randomBytes(bytes));
    else call.flushHeaders();
  });
}

/** Begins a webhook of `bytes` bytes and sends one of them. */
function openBody(port: number, bytes: number): { readonly arrived: Promise<void>; drop(): void } {
  const headers = { 'content-length': String(bytes) };
  const call = request({ host: '127.0.0.1', port, path: '/webhooks/github', method: 'POST', headers });
  call.on('error', () => undefined);
  const arrived = new Promise<void>((resolve) => {
    call.write('{', () => resolve());
  });
  return { arrived, drop: () => call.destroy() };
}
