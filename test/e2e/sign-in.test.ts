import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Folder, runbook, ServerProcess } from './program.ts';

let home: Folder;
let server: ServerProcess;
beforeAll(async () => {
  home = await Folder.make();
  server = await ServerProcess.start(`${home.path}/data`);
});
afterAll(async () => {
  await server?.stop();
  await home?.remove();
});

/** The cookie that opening a link gives a browser; null where it gives none. */
async function openLink(link: string): Promise<string | null> {
  const answer = await fetch(link, { redirect: 'manual' });
  expect(answer.status).toBe(303);
  const cookie = /^[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? null;
  expect(answer.headers.get('location')).toBe(cookie === null ? '/sign-in?problem=used' : '/');
  return cookie;
}

/** The status of a change that there is nothing to make: 404 for who may, else 401. */
async function statusOfChange(cookie: string): Promise<number> {
  const path = `${server.address}/api/repositories/me/none`;
  return (await fetch(path, { method: 'DELETE', headers: { cookie, origin: server.address } })).status;
}

function linkIn(text: string): string {
  return /http:\S+\/sign-in\/\S+/.exec(text)?.[0] ?? '';
}

describe('signing in', () => {
  it('takes the link that serve prints, once, and lasts over a restart', async () => {
    const link = linkIn(server.said);
    expect(link).toMatch(new RegExp(`^${server.address}/sign-in/[\\w-]{32}$`));
    const cookie = (await openLink(link)) ?? '';
    expect(await statusOfChange(cookie)).toBe(404);
    expect(await openLink(link)).toBeNull();

    expect(await server.stop()).toBe(0);
    server = await ServerProcess.start(server.data, '--port', new URL(server.address).port);
    expect(linkIn(server.said)).not.toBe(link);
    expect(await openLink(link)).toBeNull();
    expect(await statusOfChange(cookie)).toBe(404);
    expect(await statusOfChange(`${cookie.slice(0, -1)}_`)).toBe(401);
  });

  it('takes a link that the command makes for another browser', async () => {
    const { code, stdout, stderr } = await server.command('sign-in');
    expect([code, stderr]).toEqual([0, '']);
    expect(await statusOfChange((await openLink(stdout.trim())) ?? '')).toBe(404);
  });

  it('says what is missing where the command has no token', async () => {
    const { code, stderr } = await runbook(['sign-in', '--server', server.address, '--data', home.path]);
    expect(code).toBe(2);
    expect(stderr).toContain('--token');
  });

  it('ends with the token: a new one signs every browser out', async () => {
    const cookie = (await openLink(linkIn((await server.command('sign-in')).stdout))) ?? '';
    const { port } = new URL(server.address);
    await server.stop();
    const token = { RUNBOOK_TOKEN: 'another-token-of-this-server' };
    server = await ServerProcess.startIn(token, server.data, '--port', port);
    expect(await statusOfChange(cookie)).toBe(401);
  });
});
