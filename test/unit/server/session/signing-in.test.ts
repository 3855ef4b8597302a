import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, exactRequest } from '../exact-request.ts';
import { Installation, REPOSITORY } from '../installation.ts';

let runbook: Installation;
beforeEach(async () => {
  runbook = await Installation.start({ wrongTokenMs: 1 });
});
afterEach(() => runbook.stop());

interface Headers {
  readonly [name: string]: string;
}

/** A page of the server itself, as a browser tells of it. */
function ownPage(): Headers {
  return { host: `127.0.0.1:${runbook.port}`, origin: runbook.url, 'sec-fetch-site': 'same-origin' };
}

function ask(method: string, path: string, headers: Headers = {}, body?: object): Promise<Answer> {
  return exactRequest(runbook.port, path, {
    method,
    headers: { host: `127.0.0.1:${runbook.port}`, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

function setCookieOf(answer: Answer): string {
  return answer.headers['set-cookie']?.join('\n') ?? '';
}

/** The cookie that a browser shows after this answer. */
function cookieOf(answer: Answer): Headers {
  const cookie = /^[^;]+/.exec(setCookieOf(answer))?.[0];
  if (cookie === undefined) throw new Error(`no cookie was set: ${answer.status} ${answer.body}`);
  return { cookie };
}

/** The path of a new link. */
async function newLink(
  headers: Headers = { authorization: `Bearer ${runbook.keys.token}` },
): Promise<string> {
  const answer = await ask('POST', '/api/sign-in-links', headers);
  expect(answer.status, answer.body).toBe(201);
  const { url }: { url: string } = JSON.parse(answer.body);
  expect(url).toMatch(new RegExp(`^${runbook.url}/sign-in/[\\w-]+$`));
  return new URL(url).pathname;
}

async function signIn(): Promise<Headers> {
  return cookieOf(await ask('POST', '/api/session', ownPage(), { token: runbook.keys.token }));
}

describe('a link that signs in', () => {
  it('signs the first browser in that opens it, and no second one', async () => {
    const link = await newLink();
    const first = await ask('GET', link, { 'sec-fetch-site': 'none' });
    expect([first.status, first.headers.location]).toEqual([303, '/']);
    expect(first.headers['cache-control']).toBe('no-store');
    const cookie = cookieOf(first);
    expect(JSON.parse((await ask('GET', '/api/session', cookie)).body)).toEqual({
      signed_in: true,
      can_read: true,
      can_change: true,
    });
    const second = await ask('GET', link);
    expect([second.status, second.headers.location]).toEqual([303, '/sign-in?problem=used']);
    expect(setCookieOf(second)).toBe('');
  });

  it('leads the browser that it signed in to the pages again, without a new session', async () => {
    const link = await newLink();
    const cookie = cookieOf(await ask('GET', link));
    const again = await ask('GET', link, cookie);
    expect([again.status, again.headers.location, setCookieOf(again)]).toEqual([303, '/', '']);
  });

  it('changes nothing when it is unknown', async () => {
    const answer = await ask('GET', '/sign-in/made-up');
    expect([answer.status, answer.headers.location]).toEqual([303, '/sign-in?problem=used']);
    expect(setCookieOf(answer)).toBe('');
  });

  it('stays good when it is only looked at, or loaded ahead of time', async () => {
    const link = await newLink();
    expect((await ask('HEAD', link)).status).toBe(204);
    for (const headers of [
      { 'sec-purpose': 'prefetch' },
      { 'sec-purpose': 'prefetch;prerender' },
      { purpose: 'prefetch' },
      { 'x-moz': 'prefetch' },
    ]) {
      const answer = await ask('GET', link, headers);
      expect([answer.status, setCookieOf(answer)], JSON.stringify(headers)).toEqual([503, '']);
    }
    expect(setCookieOf(await ask('GET', link))).toContain('runbook-session');
  });

  it('works from a chat, and not for a page of another site or a name that was made to point here', async () => {
    const link = await newLink();
    expect((await ask('GET', link, { host: `evil.example:${runbook.port}` })).status).toBe(403);
    for (const destination of ['image', 'iframe', 'empty']) {
      const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': destination };
      expect((await ask('GET', link, headers)).status, destination).toBe(403);
    }
    const clicked = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect(setCookieOf(await ask('GET', link, clicked))).toContain('runbook-session');
  });

  it('is made for those who may change only; a signed-in browser is one of them', async () => {
    expect((await ask('POST', '/api/sign-in-links')).status).toBe(401);
    const cookie = await signIn();
    expect((await ask('POST', '/api/sign-in-links', cookie)).status).toBe(403);
    const link = await newLink({ ...cookie, ...ownPage() });
    expect(setCookieOf(await ask('GET', link))).toContain('runbook-session');
  });
});

describe('the log of the server', () => {
  it('holds no code of a link, however the path is spelled', async () => {
    const lines: string[] = [];
    await runbook.closeServer();
    const logger = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
    await runbook.startServer({ logger });
    const link = await newLink();
    const code = link.replace(/^.*\//, '');
    for (const path of [link, link.replace('sign-in', 'SIGN-in'), `${link}/`]) {
      await ask('HEAD', path);
      await ask('GET', path, { host: 'evil.example' });
      await ask('GET', path);
      await ask('POST', path);
    }
    await runbook.closeServer();
    expect(lines.join('')).toContain('/sign-in/{code}');
    expect(lines.join('')).not.toContain(code);
  });
});

describe('a session', () => {
  it('is a cookie that no script, other site or other port gets', async () => {
    const answer = await ask('POST', '/api/session', ownPage(), { token: runbook.keys.token });
    expect(answer.status).toBe(201);
    const cookie = setCookieOf(answer);
    expect(cookie).toMatch(
      new RegExp(`^runbook-session-${runbook.port}=[\\w.-]+; Max-Age=2592000; Path=/; `),
    );
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
  });

  it('is a Secure cookie of the name alone under an https address', async () => {
    await runbook.closeServer();
    await runbook.startServer({ url: 'https://ci.example.com' });
    const headers = { host: 'ci.example.com', origin: 'https://ci.example.com' };
    const answer = await ask('POST', '/api/session', headers, { token: runbook.keys.token });
    expect(setCookieOf(answer)).toMatch(
      /^__Host-runbook-session=[\w.-]+; Max-Age=\d+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/,
    );
    const session = await ask('GET', '/api/session', { ...headers, ...cookieOf(answer) });
    expect(JSON.parse(session.body)).toMatchObject({ signed_in: true });
    const link = await newLinkAt('https://ci.example.com');
    expect(link).toMatch(/^https:\/\/ci\.example\.com\/sign-in\//);
  });

  it('is not given for a wrong token, which says where the right one is', async () => {
    for (const token of [`${runbook.keys.token}x`, runbook.keys.workerToken, 'a b', '\n']) {
      const answer = await ask('POST', '/api/session', ownPage(), { token });
      expect([answer.status, setCookieOf(answer)], token).toEqual([401, '']);
      expect(answer.body).toContain('keys/token');
    }
    for (const body of [{}, { token: '' }, { token: 1 }, { token: 'x'.repeat(501) }]) {
      expect((await ask('POST', '/api/session', ownPage(), body)).status).toBe(422);
    }
    const away = { ...ownPage(), origin: 'https://evil.example' };
    expect((await ask('POST', '/api/session', away, { token: runbook.keys.token })).status).toBe(403);
  });

  it('changes what a person may change, from pages of this server only', async () => {
    await runbook.register();
    const cookie = await signIn();
    const path = `/api/repositories/${REPOSITORY}/secrets/KEY`;
    const status = async (headers: Headers) =>
      (await ask('PUT', path, { ...cookie, ...headers }, { value: 'x' })).status;
    expect(await status({})).toBe(403);
    expect(await status({ ...ownPage(), origin: 'null' })).toBe(403);
    expect(await status({ ...ownPage(), origin: 'http://127.0.0.1:1' })).toBe(403);
    expect(await status({ ...ownPage(), host: 'evil.example' })).toBe(403);
    expect((await ask('GET', path.replace('/KEY', ''), cookie)).body).toContain('"total_count":0');
    expect(await status(ownPage())).toBe(204);
  });

  it('opens neither what workers need nor the credentials of a repository', async () => {
    await runbook.register();
    const headers = { ...(await signIn()), ...ownPage() };
    expect((await ask('POST', '/api/worker/check', headers)).status).toBe(401);
    const path = `/api/repositories/${REPOSITORY}/access`;
    expect((await ask('POST', path, headers, { credentials: null })).status).toBe(401);
  });

  it('outlives a restart of the server, and ends with its token', async () => {
    const cookie = await signIn();
    const port = runbook.port;
    await runbook.closeServer();
    await runbook.startServer({ port });
    const signedIn = async () => JSON.parse((await ask('GET', '/api/session', cookie)).body).signed_in;
    expect(await signedIn()).toBe(true);
    await runbook.closeServer();
    await runbook.startServer({ port, keys: { ...runbook.keys, token: 'another-token-of-this-server' } });
    expect(await signedIn()).toBe(false);
  });

  it('is over for everybody once the browser signs out, after a restart too', async () => {
    const cookie = await signIn();
    expect((await ask('DELETE', '/api/session', cookie)).status).toBe(403);
    const out = await ask('DELETE', '/api/session', { ...cookie, ...ownPage() });
    expect(out.status).toBe(204);
    expect(setCookieOf(out)).toMatch(/^runbook-session-\d+=; .*Expires=Thu, 01 Jan 1970/);
    const session = async () => JSON.parse((await ask('GET', '/api/session', cookie)).body);
    expect(await session()).toEqual({ signed_in: false, can_read: true, can_change: false });
    const port = runbook.port;
    await runbook.closeServer();
    await runbook.startServer({ port });
    expect(await session()).toMatchObject({ signed_in: false });
    expect((await ask('DELETE', '/api/session', ownPage())).status).toBe(204);
  });

  it('reads where reading is not open', async () => {
    const proxied = { 'x-forwarded-for': '203.0.113.7' };
    const cookie = await signIn();
    expect((await ask('GET', '/api/runs', proxied)).status).toBe(401);
    expect((await ask('GET', '/api/runs', { ...proxied, ...cookie })).status).toBe(200);
    expect(JSON.parse((await ask('GET', '/api/session', proxied)).body)).toEqual({
      signed_in: false,
      can_read: false,
      can_change: false,
    });
  });
});

async function newLinkAt(origin: string): Promise<string> {
  const headers = { host: new URL(origin).host, authorization: `Bearer ${runbook.keys.token}` };
  const { url }: { url: string } = JSON.parse((await ask('POST', '/api/sign-in-links', headers)).body);
  return url;
}
