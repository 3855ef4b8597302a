import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { repositoryName } from '../../../src/events/ids.ts';
import { GitError, Mirrors, UnknownRefError } from '../../../src/git/index.ts';
import { type Pair, commit, git, makePair, push, temporaryFolder } from './repositories.ts';

const NAME = repositoryName('octo/app');
const { signal } = new AbortController();
const open: Mirrors[] = [];

function makeMirrors(root = temporaryFolder(), allowLocal = true): Mirrors {
  const mirrors = new Mirrors({ root, allowLocal });
  open.push(mirrors);
  return mirrors;
}

const access = (pair: Pair) => ({ url: pair.bare, credentials: null });
const wanted = (sha: string, ref: string | null = 'refs/heads/main') => ({ sha, ref });

afterEach(async () => {
  await Promise.all(open.splice(0).map((mirrors) => mirrors.close()));
});

describe('fetching a commit into a mirror', () => {
  it('brings the commit, its branch and its tags, and keeps the commit', async () => {
    const pair = makePair();
    const first = push(pair, { 'a.txt': '1' });
    git(pair.clone, 'tag', '-a', '-m', 'one', 'v1');
    git(pair.clone, 'push', '-q', 'origin', 'v1');
    const mirrors = makeMirrors();
    expect(mirrors.holds(NAME)).toBe(false);
    await mirrors.fetchCommit(NAME, access(pair), wanted(first), signal);
    expect(mirrors.holds(NAME)).toBe(true);
    expect(mirrors.defaultBranch(NAME)).toBe('main');
    const path = mirrors.path(NAME);
    expect(git(path, 'describe', first)).toBe('v1');
    expect(git(path, 'rev-parse', `refs/runbook/${first}`, 'refs/heads/main')).toBe(`${first}\n${first}`);
    git(path, 'fsck', '--strict');
  });

  it('lets go of a commit that is needed no more, and fetches it again when it is', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' });
    const mirrors = makeMirrors();
    await mirrors.release(NAME, sha, signal);
    await mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal);
    await mirrors.release(NAME, sha, signal);
    expect(git(mirrors.path(NAME), 'for-each-ref', 'refs/runbook')).toBe('');
    expect(await mirrors.has(NAME, sha, signal)).toBe(false);
    await mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal);
    expect(await mirrors.has(NAME, sha, signal)).toBe(true);
  });

  it('still has a commit after a force push, a prune and a garbage collection', async () => {
    const pair = makePair();
    const lost = push(pair, { 'a.txt': '1' }, 'lost');
    const mirrors = makeMirrors();
    await mirrors.fetchCommit(NAME, access(pair), wanted(lost), signal);
    git(pair.clone, 'checkout', '-q', '--orphan', 'other');
    const next = push(pair, { 'b.txt': '2' }, 'next');
    await mirrors.fetchCommit(NAME, access(pair), wanted(next), signal);
    git(mirrors.path(NAME), 'gc', '-q', '--prune=now');
    await mirrors.close();
    const restarted = makeMirrors(join(mirrors.path(NAME), '../..'));
    expect(await restarted.has(NAME, lost, signal)).toBe(true);
    expect((await restarted.describeCommit(NAME, lost, signal)).message).toBe('lost');
  });

  it('does not ask the remote for a commit that is here', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' });
    const mirrors = makeMirrors();
    await mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal);
    rmSync(pair.bare, { recursive: true });
    await mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal);
    expect(mirrors.holds(NAME)).toBe(true);
  });

  it('asks again for a tag that came after its commit', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' });
    const mirrors = makeMirrors();
    await mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal);
    git(pair.clone, 'tag', 'v2');
    git(pair.clone, 'push', '-q', 'origin', 'v2');
    await mirrors.fetchCommit(NAME, access(pair), wanted(sha, 'refs/tags/v2'), signal);
    expect(git(mirrors.path(NAME), 'tag')).toBe('v2');
  });

  it('is not made anew because the remote is damaged', async () => {
    const pair = makePair();
    const kept = push(pair, { 'a.txt': '1' });
    const mirrors = makeMirrors();
    await mirrors.fetchCommit(NAME, access(pair), wanted(kept), signal);
    const next = push(pair, { 'a.txt': '2' });
    const object = join(pair.bare, 'objects', next.slice(0, 2), next.slice(2));
    rmSync(object);
    writeFileSync(object, '');
    await expect(mirrors.fetchCommit(NAME, access(pair), wanted(next), signal)).rejects.toThrow(GitError);
    expect(await mirrors.has(NAME, kept, signal)).toBe(true);
  });

  it('is not made anew because somebody somebody asks for what it never had', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' });
    const mirrors = makeMirrors();
    await mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal);
    await expect(mirrors.readDefinitions(NAME, '3'.repeat(40), signal)).rejects.toThrow(
      /does not have the commit/,
    );
    rmSync(pair.bare, { recursive: true });
    await mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal);
    expect(await mirrors.has(NAME, sha, signal)).toBe(true);
  });

  it('takes many calls for one repository at once', async () => {
    const pair = makePair();
    const shas = Array.from({ length: 6 }, (_, n) => push(pair, { 'a.txt': String(n) }));
    const mirrors = makeMirrors();
    await Promise.all(shas.map((sha) => mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal)));
    for (const sha of shas) expect(await mirrors.has(NAME, sha, signal)).toBe(true);
  });

  it('says that the remote does not have a commit, and after three times that asking again is useless', async () => {
    const pair = makePair();
    push(pair, { 'a.txt': '1' });
    const mirrors = makeMirrors();
    const outcomes: boolean[] = [];
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const error = await mirrors
        .fetchCommit(NAME, access(pair), wanted('1'.repeat(40)), signal)
        .catch((e: unknown) => e);
      expect(error).toBeInstanceOf(GitError);
      expect((error as GitError).message).toContain('does not have the commit 1111');
      outcomes.push((error as GitError).retryable);
    }
    expect(outcomes).toEqual([true, true, false]);
  });

  it('calls a remote that is out of reach worth another try', async () => {
    const mirrors = makeMirrors();
    for (const url of ['http://127.0.0.1:9/owner/name.git', join(temporaryFolder(), 'absent.git')]) {
      const error = await mirrors
        .fetchCommit(NAME, { url, credentials: null }, wanted('1'.repeat(40)), signal)
        .catch((e: unknown) => e);
      expect(error).toMatchObject({
        name: 'GitError',
        retryable: true,
        message: expect.stringContaining('cannot be reached'),
      });
    }
  });

  it('refuses local repositories where they are not allowed, and what is no commit id', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' });
    await expect(
      makeMirrors(temporaryFolder(), false).fetchCommit(NAME, access(pair), wanted(sha), signal),
    ).rejects.toThrow(/--allow-local-repositories/);
    await expect(
      makeMirrors().fetchCommit(NAME, access(pair), wanted('--upload-pack=x'), signal),
    ).rejects.toThrow(/full id/);
  });

  it('removes the locks that a killed git left', async () => {
    const pair = makePair();
    const root = temporaryFolder();
    const before = makeMirrors(root);
    await before.fetchCommit(NAME, access(pair), wanted(push(pair, { 'a.txt': '1' })), signal);
    await before.close();
    const path = before.path(NAME);
    mkdirSync(join(path, 'objects/pack'), { recursive: true });
    for (const name of [
      'packed-refs.lock',
      'refs/heads/main.lock',
      'config.lock',
      'objects/pack/tmp_pack_x',
    ]) {
      writeFileSync(join(path, name), '');
    }
    const sha = push(pair, { 'a.txt': '2' });
    const mirrors = makeMirrors(root);
    await mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal);
    expect(git(path, 'rev-parse', 'main')).toBe(sha);
    expect(existsSync(join(path, 'refs/heads/main.lock'))).toBe(false);
  });

  it('makes a damaged mirror anew', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1', '.runbook/ci.yml': 'on: push' });
    const root = temporaryFolder();
    const before = makeMirrors(root);
    await before.fetchCommit(NAME, access(pair), wanted(sha), signal);
    await before.close();
    const objects = join(before.path(NAME), 'objects');
    for (const folder of readdirSync(objects)) {
      for (const file of readdirSync(join(objects, folder))) {
        rmSync(join(objects, folder, file), { force: true });
        writeFileSync(join(objects, folder, file), 'x');
        truncateSync(join(objects, folder, file), 0);
      }
    }
    const mirrors = makeMirrors(root);
    await mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal);
    expect(await mirrors.readDefinitions(NAME, sha, signal)).toEqual([
      { path: '.runbook/ci.yml', text: 'on: push' },
    ]);
  });

  it('ends when its caller is aborted, also while it waits for its turn', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' });
    const mirrors = makeMirrors();
    const first = mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal);
    const controller = new AbortController();
    const second = mirrors.fetchCommit(NAME, access(pair), wanted('2'.repeat(40)), controller.signal);
    controller.abort();
    await expect(second).rejects.toThrow();
    await first;
  });

  it('works with SHA-256 repositories', async () => {
    const pair = makePair('--object-format=sha256');
    const sha = push(pair, { '.runbook/ci.yml': 'on: push' });
    const mirrors = makeMirrors();
    await mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal);
    expect(sha).toHaveLength(64);
    expect(await mirrors.readDefinitions(NAME, sha, signal)).toHaveLength(1);
  });
});

describe('reading definitions at a commit', () => {
  it('gives the workflow files of .runbook in order, and says what it cannot read', async () => {
    const pair = makePair();
    mkdirSync(join(pair.clone, '.runbook/sub.yml'), { recursive: true });
    symlinkSync('/etc/hostname', join(pair.clone, '.runbook/link.yml'));
    const sha = push(pair, {
      '.runbook/b.yaml': 'name: b',
      '.runbook/a.yml': 'name: ä',
      '.runbook/large.yml': '#'.repeat(1024 * 1024 + 1),
      '.runbook/latin.yml': Buffer.from([0x6e, 0xe4]),
      '.runbook/readme.md': '',
      '.runbook/sub.yml/nested.yml': '',
    });
    const mirrors = makeMirrors();
    await mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal);
    expect(await mirrors.readDefinitions(NAME, sha, signal)).toEqual([
      { path: '.runbook/a.yml', text: 'name: ä' },
      { path: '.runbook/b.yaml', text: 'name: b' },
      { path: '.runbook/large.yml', problem: expect.stringContaining('1048577 bytes'), size: 1_048_577 },
      {
        path: '.runbook/latin.yml',
        problem: expect.stringContaining('UTF-8'),
        bytes: Buffer.from([0x6e, 0xe4]),
      },
      { path: '.runbook/link.yml', problem: expect.stringContaining('symbolic link') },
    ]);
  });

  it('reads at the commit, not at the branch, and nothing where there is no folder', async () => {
    const pair = makePair();
    const without = push(pair, { 'a.txt': '1' });
    const old = push(pair, { '.runbook/ci.yml': 'old' });
    push(pair, { '.runbook/ci.yml': 'new' });
    const mirrors = makeMirrors();
    for (const sha of [without, old]) await mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal);
    expect(await mirrors.readDefinitions(NAME, old, signal)).toEqual([
      { path: '.runbook/ci.yml', text: 'old' },
    ]);
    expect(await mirrors.readDefinitions(NAME, without, signal)).toEqual([]);
    await expect(mirrors.readDefinitions(NAME, '3'.repeat(40), signal)).rejects.toThrow(
      /does not have the commit/,
    );
  });

  it('reads at most 200 files and says so', async () => {
    const pair = makePair();
    const files = Object.fromEntries(Array.from({ length: 205 }, (_, n) => [`.runbook/w${n}.yml`, `# ${n}`]));
    const sha = push(pair, files);
    const mirrors = makeMirrors();
    await mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal);
    const read = await mirrors.readDefinitions(NAME, sha, signal);
    expect(read).toHaveLength(201);
    expect(read.at(-1)).toMatchObject({ problem: expect.stringContaining('205 workflow files') });
  });
});

describe('the paths that a push changed', () => {
  it('names both sides of a move and is empty for none', async () => {
    const pair = makePair();
    const before = push(pair, { 'old name.txt': 'text that stays', 'gone.txt': '1', 'same.txt': 's' });
    const after = push(pair, { 'old name.txt': null, 'new/ü.txt': 'text that stays', 'gone.txt': null });
    const mirrors = makeMirrors();
    await mirrors.fetchCommit(NAME, access(pair), wanted(after), signal);
    const changed = await mirrors.changedPaths(NAME, before, after, 'main', signal);
    expect(changed?.toSorted()).toEqual(['gone.txt', 'new/ü.txt', 'old name.txt']);
    expect(await mirrors.changedPaths(NAME, after, after, 'main', signal)).toEqual([]);
  });

  it('compares a new branch with where it left the default branch', async () => {
    const pair = makePair();
    push(pair, { 'main.txt': '1' });
    git(pair.clone, 'checkout', '-q', '-b', 'feature');
    commit(pair.clone, { 'one.txt': '1' });
    const tip = commit(pair.clone, { 'two.txt': '2' });
    git(pair.clone, 'push', '-q', 'origin', 'feature');
    git(pair.clone, 'checkout', '-q', 'main');
    push(pair, { 'main.txt': '2' });
    const mirrors = makeMirrors();
    await mirrors.fetchCommit(NAME, access(pair), wanted(tip, 'refs/heads/feature'), signal);
    expect(await mirrors.changedPaths(NAME, null, tip, 'main', signal)).toEqual(['one.txt', 'two.txt']);
  });

  it('gives every file for the first push of a repository', async () => {
    const pair = makePair();
    commit(pair.clone, { 'one.txt': '1' });
    const sha = push(pair, { 'two.txt': '2' });
    const mirrors = makeMirrors();
    await mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal);
    expect(await mirrors.changedPaths(NAME, null, sha, 'main', signal)).toEqual(['one.txt', 'two.txt']);
  });

  it('does not know them where the commit before is not here, or a new branch stands on a known commit', async () => {
    const pair = makePair();
    push(pair, { 'one.txt': '1' });
    const sha = push(pair, { 'two.txt': '2' });
    git(pair.clone, 'push', '-q', 'origin', 'HEAD:refs/heads/second');
    const mirrors = makeMirrors();
    await mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal);
    expect(await mirrors.changedPaths(NAME, '4'.repeat(40), sha, 'main', signal)).toBeNull();
    expect(await mirrors.changedPaths(NAME, null, sha, 'main', signal)).toBeNull();
  });
});

describe('refs and commits', () => {
  it('resolves full and short names, the default branch, and tags to their commits', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' });
    git(pair.clone, 'tag', '-a', '-m', 'one', 'v1');
    git(pair.clone, 'push', '-q', 'origin', 'v1', 'HEAD:refs/heads/odd/heads/main');
    const mirrors = makeMirrors();
    const resolve = (ref: string) => mirrors.resolveRef(NAME, access(pair), ref, signal);
    expect(await resolve('')).toEqual({ ref: 'refs/heads/main', sha });
    expect(await resolve('main')).toEqual({ ref: 'refs/heads/main', sha });
    expect(await resolve('v1')).toEqual({ ref: 'refs/tags/v1', sha });
    expect(await resolve('refs/tags/v1')).toEqual({ ref: 'refs/tags/v1', sha });
    await expect(resolve('nothing')).rejects.toThrow(UnknownRefError);
    await expect(resolve('nothing')).rejects.toThrow(/no branch or tag "nothing"/);
    await expect(resolve('ma*')).rejects.toThrow(/cannot be the name/);
    await expect(resolve('--upload-pack=touch /tmp/x')).rejects.toThrow(/cannot be the name/);
  });

  it('guesses the default branch where the remote HEAD names a branch that does not exist', async () => {
    const pair = makePair();
    git(pair.bare, 'symbolic-ref', 'HEAD', 'refs/heads/absent');
    const sha = push(pair, { 'a.txt': '1' });
    const mirrors = makeMirrors();
    await mirrors.fetchCommit(NAME, access(pair), wanted(sha), signal);
    expect(mirrors.defaultBranch(NAME)).toBe('main');
    expect(await mirrors.resolveRef(NAME, access(pair), '', signal)).toEqual({ ref: 'refs/heads/main', sha });
  });

  it('describes a commit, also through an annotated tag', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' }, 'Subject\n\nBody with ümlaut');
    git(pair.clone, 'tag', '-a', '-m', 'one', 'v1');
    git(pair.clone, 'push', '-q', 'origin', 'v1');
    const tag = git(pair.clone, 'rev-parse', 'v1');
    const mirrors = makeMirrors();
    await mirrors.fetchCommit(NAME, access(pair), wanted(tag, 'refs/tags/v1'), signal);
    expect(await mirrors.describeCommit(NAME, tag, signal)).toEqual({
      sha,
      tree: git(pair.clone, 'rev-parse', 'HEAD^{tree}'),
      parents: [],
      message: 'Subject\n\nBody with ümlaut',
      authorName: 'Ann Author',
      authorEmail: 'ann@example.com',
      committerName: 'Carl Committer',
      committerEmail: 'carl@example.com',
      timestamp: '2023-11-14T23:43:21+01:30',
    });
  });
});
