import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repositoryName } from '../../../src/events/ids.ts';
import { gitWebhook, type ReadTrigger } from '../../../src/forges/index.ts';
import { installHook } from '../../../src/git/index.ts';
import { commit, git, makePair, type Pair, temporaryFolder } from './repositories.ts';

const NAME = repositoryName('octo/app');
const SECRET = 'a "secret" with \\ in it';

let server: Server;
let answer = 202;
let received: ReadTrigger[][];

beforeEach(async () => {
  answer = 202;
  received = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void answerTo(request, Buffer.concat(chunks), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

async function answerTo(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
  const call = { headers: request.headers as Record<string, string>, body };
  const verified = await gitWebhook.verify(call, SECRET);
  const reading = gitWebhook.read(call);
  if (answer === 202 && verified && request.url === '/webhooks/git' && reading.kind === 'triggers') {
    received.push([...reading.triggers]);
  }
  response.writeHead(verified ? answer : 401).end('{}\n');
}

afterEach(() => new Promise((resolve) => server.close(resolve)));

const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function install(pair: Pair, serverUrl = address()) {
  return installHook({ bare: pair.bare, serverUrl, repository: NAME, secret: SECRET });
}

/** Pushes without blocking this process, whose server the hook talks to; gives what the pusher sees. */
function pushFrom(
  pair: Pair,
  refspecs: readonly string[],
  environment: Record<string, string | undefined> = {},
): Promise<string> {
  const env = {
    PATH: process.env['PATH'],
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    USER: 'ann',
    ...environment,
  };
  return new Promise((resolve, reject) => {
    execFile('git', ['push', 'origin', ...refspecs], { cwd: pair.clone, env }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout + stderr);
      else reject(new Error(stdout + stderr, { cause: error }));
    });
  });
}

const refsOf = (triggers: readonly ReadTrigger[]) => triggers.map(({ trigger }) => trigger.ref);

/** A PATH with everything the hook and git need but curl. */
function pathWithoutCurl(): string {
  const folder = temporaryFolder();
  for (const name of ['sh', 'cat', 'git', 'date', 'mv', 'rm']) {
    const found = (process.env['PATH'] ?? '')
      .split(delimiter)
      .map((entry) => join(entry, name))
      .find(existsSync);
    if (found !== undefined) symlinkSync(found, join(folder, name));
  }
  return folder;
}

describe('the hook of a bare repository', () => {
  it('tells the server of a push before the push ends, and the pusher where to look', async () => {
    const pair = makePair();
    const { hook, chained } = await install(pair);
    expect([hook, chained]).toEqual([join(pair.bare, 'hooks/post-receive'), null]);
    const sha = commit(pair.clone, { 'a.txt': '1' });
    const seen = await pushFrom(pair, ['HEAD:main']);
    expect(seen).toContain(
      `remote: runbook: accepted; follow it with 'runbook show last --follow', or see ${address()}`,
    );
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject([
      {
        trigger: { ref: 'refs/heads/main', sha, before: null, deleted: false, actor: 'ann' },
        payload: { repository: { full_name: NAME } },
      },
    ]);
  });

  it('names the account that receives the push where the environment names nobody', async () => {
    const pair = makePair();
    await install(pair);
    commit(pair.clone, { 'a.txt': '1' });
    await pushFrom(pair, ['HEAD:main'], { USER: undefined });
    expect(received[0]?.[0]?.trigger.actor).toBe(userInfo().username);
  });

  it('sends several refs of one push at once, each with an id of its own, deleted ones and odd names too', async () => {
    const pair = makePair();
    await install(pair);
    const sha = commit(pair.clone, { 'a.txt': '1' });
    await pushFrom(pair, ['HEAD:refs/heads/gone']);
    git(pair.clone, 'tag', 'v1');
    const odd = `refs/heads/it's-"$(touch$IFS)"-ü;`;
    await pushFrom(pair, [`HEAD:${odd}`, ':gone', 'v1', 'HEAD:refs/notes/n'], {
      GL_USERNAME: 'Bob "B" \\ Ü',
    });
    expect(refsOf(received[1]!).toSorted()).toEqual(['refs/heads/gone', odd, 'refs/tags/v1']);
    const all = received.flat();
    expect(new Set(all.map(({ delivery }) => delivery)).size).toBe(4);
    const gone = all.findLast(({ trigger }) => trigger.ref === 'refs/heads/gone');
    expect(gone?.trigger).toMatchObject({ deleted: true, before: sha, actor: 'Bob "B" \\ Ü' });
  });

  it('keeps the secret in a file that only its owner can read, and installs again over itself', async () => {
    const pair = makePair();
    await installHook({ bare: pair.bare, serverUrl: 'http://127.0.0.1:1', repository: NAME, secret: 'old' });
    const { chained } = await install(pair);
    expect(chained).toBeNull();
    expect(statSync(join(pair.bare, 'runbook/curl.config')).mode & 0o777).toBe(0o600);
    expect(statSync(join(pair.bare, 'runbook')).mode & 0o777).toBe(0o700);
    const hook = join(pair.bare, 'hooks/post-receive');
    expect(statSync(hook).mode & 0o777).toBe(0o755);
    expect(readFileSync(hook, 'utf8')).not.toContain(SECRET);
    expect(readdirSync(join(pair.bare, 'runbook')).toSorted()).toEqual(['curl.config', 'send.mjs', 'spool']);
    commit(pair.clone, { 'a.txt': '1' });
    await pushFrom(pair, ['HEAD:main']);
    expect(received).toHaveLength(1);
  });

  it('runs the hook that was there before, with the same input, and keeps its exit code', async () => {
    const pair = makePair();
    const hook = join(pair.bare, 'hooks/post-receive');
    mkdirSync(join(pair.bare, 'hooks'), { recursive: true });
    writeFileSync(hook, '#!/bin/sh\ncat > seen\necho "old hook ran"\nexit 3\n');
    chmodSync(hook, 0o755);
    const { chained } = await install(pair);
    expect(chained).toBe(`${hook}.before-runbook`);
    expect(await install(pair)).toEqual({ hook, chained });
    const sha = commit(pair.clone, { 'a.txt': '1' });
    expect(await pushFrom(pair, ['HEAD:main'])).toContain('remote: old hook ran');
    expect(readFileSync(join(pair.bare, 'seen'), 'utf8')).toBe(`${'0'.repeat(40)} ${sha} refs/heads/main\n`);
    expect(received).toHaveLength(1);
  });

  it('keeps a push that the server did not take and sends it before the next one', async () => {
    const pair = makePair();
    await install(pair);
    answer = 503;
    const first = commit(pair.clone, { 'a.txt': '1' });
    expect(await pushFrom(pair, ['HEAD:main'])).toContain(
      'does not answer; this push is kept and sent with the next one',
    );
    const second = commit(pair.clone, { 'a.txt': '2' });
    await pushFrom(pair, ['HEAD:main']);
    const spool = join(pair.bare, 'runbook/spool');
    expect(readdirSync(spool)).toHaveLength(2);
    answer = 202;
    const third = commit(pair.clone, { 'a.txt': '3' });
    await pushFrom(pair, ['HEAD:main', 'HEAD:other']);
    expect(received.flat().map(({ trigger }) => trigger.sha)).toEqual([first, second, third, third]);
    expect(new Set(received.flat().map(({ delivery }) => delivery)).size).toBe(4);
    expect(readdirSync(spool)).toEqual([]);
  });

  it('lets a push succeed while no server is there', async () => {
    const pair = makePair();
    await install(pair, 'http://127.0.0.1:9');
    commit(pair.clone, { 'a.txt': '1' });
    expect(await pushFrom(pair, ['HEAD:main'])).toContain('does not answer');
    expect(readdirSync(join(pair.bare, 'runbook/spool'))).toHaveLength(1);
  });

  it('does not keep what the server will never take', async () => {
    const pair = makePair();
    await install(pair);
    answer = 503;
    commit(pair.clone, { 'a.txt': '1' });
    await pushFrom(pair, ['HEAD:main']);
    answer = 404;
    expect(await pushFrom(pair, ['HEAD:second'])).toContain(
      'does not know octo/app or its key (HTTP 404); this push starts nothing',
    );
    answer = 400;
    expect(await pushFrom(pair, ['HEAD:third'])).toContain('could not read what was pushed (HTTP 400)');
    expect(readdirSync(join(pair.bare, 'runbook/spool'))).toEqual([]);
  });

  it('uses node where there is no curl', async () => {
    const pair = makePair();
    await install(pair);
    const path = pathWithoutCurl();
    const sha = commit(pair.clone, { 'a.txt': '1' });
    expect(await pushFrom(pair, ['HEAD:main'], { PATH: path })).toContain('runbook: accepted');
    expect(received[0]).toMatchObject([{ trigger: { sha } }]);
    answer = 503;
    expect(await pushFrom(pair, ['HEAD:other'], { PATH: path })).toContain('does not answer');
  });

  it('is installed into the folder that the repository takes its hooks from, unless others may share it', async () => {
    const pair = makePair();
    git(pair.bare, 'config', 'core.hooksPath', 'own-hooks');
    expect((await install(pair)).hook).toBe(join(pair.bare, 'own-hooks/post-receive'));
    commit(pair.clone, { 'a.txt': '1' });
    await pushFrom(pair, ['HEAD:main']);
    expect(received).toHaveLength(1);
    git(pair.bare, 'config', 'core.hooksPath', '/etc/hooks');
    await expect(install(pair)).rejects.toThrow(/core.hooksPath/);
  });

  it('refuses what is no repository, no address, or two foreign hooks', async () => {
    const pair = makePair();
    await expect(install({ ...pair, bare: temporaryFolder() })).rejects.toThrow(/is not a git repository/);
    await expect(install(pair, 'ftp://x')).rejects.toThrow(/not the http\(s\) address/);
    await expect(install(pair, 'http://x/\nheader = "X: y"')).rejects.toThrow(/not the http\(s\) address/);
    const hook = join(pair.bare, 'hooks/post-receive');
    mkdirSync(join(pair.bare, 'hooks'), { recursive: true });
    for (const path of [hook, `${hook}.before-runbook`]) writeFileSync(path, '#!/bin/sh\n');
    await expect(install(pair)).rejects.toThrow(/keep one of them/);
    expect(lstatSync(hook).isFile()).toBe(true);
  });

  it.runIf(process.getuid?.() === 0)("belongs to the repository's owner when root installs it", async () => {
    const pair = makePair();
    chownSync(pair.bare, 65534, 65534);
    await install(pair);
    for (const path of [
      'hooks/post-receive',
      'runbook',
      'runbook/spool',
      'runbook/curl.config',
      'runbook/send.mjs',
    ]) {
      expect(statSync(join(pair.bare, path)).uid).toBe(65534);
    }
    rmSync(pair.bare, { recursive: true });
  });
});
