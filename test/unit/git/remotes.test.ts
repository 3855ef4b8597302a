import { chownSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { afterEach, describe, expect, it } from 'vitest';
import { repositoryName } from '../../../src/events/ids.ts';
import { Mirrors } from '../../../src/git/index.ts';
import { type Behaviour, type HttpRemote, serveOverHttp } from './http-remote.ts';
import { git, makePair, type Pair, push, temporaryFolder } from './repositories.ts';

const NAME = repositoryName('octo/app');
const { signal } = new AbortController();
const closing: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((one) => one.close()));
});

function makeMirrors(allowLocal = false): Mirrors {
  const mirrors = new Mirrors({ root: temporaryFolder(), allowLocal });
  closing.push(mirrors);
  return mirrors;
}

async function serve(
  pair: Pair,
  behaviour?: Behaviour,
): Promise<HttpRemote & { readonly repository: string }> {
  const remote = await serveOverHttp(dirname(pair.bare), 'ann:s3cret', behaviour);
  closing.push(remote);
  return { ...remote, repository: `${remote.url}/${basename(pair.bare)}` };
}

/** The text of every file below a folder. */
function contents(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}

describe('a remote over HTTP', () => {
  it('gets the credentials, which are in no file of the mirror', async () => {
    const pair = makePair();
    const sha = push(pair, { '.runbook/ci.yml': 'on: push' });
    const remote = await serve(pair);
    const mirrors = makeMirrors();
    const access = { url: remote.repository, credentials: 'ann:s3cret' };
    await mirrors.fetchCommit(NAME, access, { sha, ref: 'refs/heads/main' }, signal);
    expect(await mirrors.readDefinitions(NAME, sha, signal)).toHaveLength(1);
    expect(await mirrors.resolveRef(NAME, access, '', signal)).toEqual({ ref: 'refs/heads/main', sha });
    expect(contents(mirrors.path(NAME))).not.toMatch(/s3cret|YW5uOnMzY3JldA/);
  });

  it('that refuses access is told apart from one that is out of reach', async () => {
    const pair = makePair();
    const remote = await serve(pair);
    for (const credentials of [null, 'ann:wrong']) {
      const fetching = makeMirrors().fetchCommit(
        NAME,
        { url: remote.repository, credentials },
        { sha: push(pair, { 'a.txt': '1' }), ref: null },
        signal,
      );
      await expect(fetching).rejects.toMatchObject({
        message: expect.stringContaining('refused access'),
        retryable: false,
      });
    }
    expect(JSON.stringify(remote.authorizations)).not.toContain('s3cret');
  });

  it('that sends us to another host does not get the credentials there', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' });
    const thief = await serveOverHttp(dirname(pair.bare), null);
    closing.push(thief);
    const remote = await serve(pair, { movedTo: thief.url });
    const fetching = makeMirrors().fetchCommit(
      NAME,
      { url: remote.repository, credentials: 'ann:s3cret' },
      { sha, ref: null },
      signal,
    );
    await expect(fetching).rejects.toMatchObject({
      message: expect.stringContaining('sends to another address'),
      retryable: false,
    });
    expect(remote.authorizations[0]).toContain('Basic');
    expect(thief.authorizations.filter((header) => header !== undefined)).toEqual([]);
  });

  it('that gives no commit by id is asked for its branches', async () => {
    const pair = makePair();
    const old = push(pair, { 'a.txt': '1' });
    push(pair, { 'a.txt': '2' });
    const remote = await serve(pair, 'old');
    const mirrors = makeMirrors();
    const access = { url: remote.repository, credentials: 'ann:s3cret' };
    await mirrors.fetchCommit(NAME, access, { sha: old, ref: 'refs/heads/main' }, signal);
    expect(git(mirrors.path(NAME), 'rev-parse', `refs/runbook/${old}`)).toBe(old);
    const absent = mirrors.fetchCommit(NAME, access, { sha: '6'.repeat(40), ref: null }, signal);
    await expect(absent).rejects.toThrow(/does not have the commit 6666/);
  });

  it('that never answers is left when the caller is aborted', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' });
    const remote = await serve(pair, 'silent');
    const controller = new AbortController();
    const fetching = makeMirrors().fetchCommit(
      NAME,
      { url: remote.repository, credentials: null },
      { sha, ref: null },
      controller.signal,
    );
    const failed = expect(fetching).rejects.toThrow(/stopped/);
    while (remote.authorizations.length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await failed;
  });
});

describe('a remote on this machine', () => {
  it.runIf(process.getuid?.() === 0)(
    'may belong to another user where local repositories are allowed',
    async () => {
      const pair = makePair();
      const sha = push(pair, { 'a.txt': '1' });
      for (const name of ['.', ...readdirSync(pair.bare, { recursive: true, encoding: 'utf8' })]) {
        chownSync(join(pair.bare, name), 65534, 65534);
      }
      const mirrors = makeMirrors(true);
      await mirrors.fetchCommit(NAME, { url: pair.bare, credentials: null }, { sha, ref: null }, signal);
      expect(await mirrors.has(NAME, sha, signal)).toBe(true);
    },
  );
});
