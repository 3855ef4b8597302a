import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { repositoryName } from '../../../src/events/ids.ts';
import {
  type CheckoutOptions,
  createMirrorCheckout,
  Mirrors,
  type RemoteAccess,
} from '../../../src/git/index.ts';
import { commit, git, makePair, type Pair, push, temporaryFolder } from './repositories.ts';

const NAME = repositoryName('octo/app');
const URL = 'https://git.example.com/octo/app.git';
const { signal } = new AbortController();
const open: Mirrors[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((mirrors) => mirrors.close()));
});

/** A worker's view of a pair: its mirrors, and a way to check out into a new or a given folder. */
function workerOf(pair: Pair) {
  const mirrors = new Mirrors({ root: temporaryFolder(), allowLocal: true });
  open.push(mirrors);
  const source = createMirrorCheckout({ mirrors });
  const here: RemoteAccess = { url: pair.bare, credentials: null };
  const lines: string[] = [];
  const checkout = async (
    sha: string,
    ref: string,
    options: Partial<CheckoutOptions> = {},
    access: RemoteAccess | null = here,
  ): Promise<string> => {
    const request: CheckoutOptions = {
      target: join(temporaryFolder(), 'workspace'),
      ref: null,
      fetchDepth: 0,
      fetchTags: true,
      clean: true,
      sparseCheckout: [],
      sparseCheckoutConeMode: true,
      print: (line) => lines.push(line),
      ...options,
    };
    await source.checkout({ repository: NAME, source: { url: URL, ref, sha } }, access, request, signal);
    return request.target;
  };
  return { mirrors, source, checkout, lines };
}

describe('the checkout of a job', () => {
  it('is a working clone on the pushed branch, clean and tracking origin', async () => {
    const pair = makePair();
    push(pair, { 'a.txt': '1' }, 'first');
    git(pair.clone, 'tag', '-a', '-m', 'one', 'v1');
    git(pair.clone, 'push', '-q', 'origin', 'v1', 'HEAD:refs/heads/other');
    const sha = push(pair, { 'dir/b.txt': '2' }, 'second');
    const { checkout, lines } = workerOf(pair);
    const folder = await checkout(sha, 'refs/heads/main');
    expect(git(folder, 'status', '--porcelain=v2', '--branch')).toBe(
      [
        `# branch.oid ${sha}`,
        '# branch.head main',
        '# branch.upstream origin/main',
        '# branch.ab +0 -0',
      ].join('\n'),
    );
    expect(git(folder, 'log', '--format=%s')).toBe('second\nfirst');
    expect(git(folder, 'describe')).toMatch(/^v1-1-g/);
    expect(git(folder, 'remote', 'get-url', 'origin')).toBe(URL);
    expect(git(folder, 'branch', '-r')).toBe('  origin/main\n  origin/other');
    expect(git(folder, 'rev-parse', '--abbrev-ref', 'HEAD')).toBe('main');
    git(folder, 'fsck', '--strict');
    expect(lines.at(-1)).toBe(`HEAD is now at ${sha.slice(0, 7)} second`);
  });

  it('lets a job commit, branch and fetch without touching the mirror', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' });
    const { checkout, mirrors } = workerOf(pair);
    const folder = await checkout(sha, 'refs/heads/main');
    const refs = git(mirrors.path(NAME), 'for-each-ref');
    commit(folder, { 'new.txt': '1' });
    git(folder, 'checkout', '-q', '-b', 'topic');
    git(folder, 'fetch', '-q', pair.bare, 'main');
    expect(git(mirrors.path(NAME), 'for-each-ref')).toBe(refs);
    expect(
      git(mirrors.path(NAME), 'cat-file', '--batch-check', '--batch-all-objects').split('\n'),
    ).toHaveLength(3);
  });

  it('has a detached HEAD for a tag, annotated or not', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' });
    git(pair.clone, 'tag', 'light');
    git(pair.clone, 'tag', '-a', '-m', 'one', 'heavy');
    git(pair.clone, 'push', '-q', 'origin', 'light', 'heavy');
    const { checkout } = workerOf(pair);
    const light = await checkout(sha, 'refs/tags/light');
    expect(git(light, 'rev-parse', '--abbrev-ref', 'HEAD')).toBe('HEAD');
    const tag = git(pair.clone, 'rev-parse', 'heavy');
    for (const id of [tag, sha]) {
      const heavy = await checkout(id, 'refs/tags/heavy');
      expect(git(heavy, 'rev-parse', 'HEAD')).toBe(sha);
      expect(git(heavy, 'describe')).toBe('heavy');
    }
  });

  it('keeps executable bits and links, and runs no filter, hook or submodule', async () => {
    const pair = makePair();
    writeFileSync(join(pair.clone, 'run.sh'), '#!/bin/sh\n');
    chmodSync(join(pair.clone, 'run.sh'), 0o755);
    symlinkSync('run.sh', join(pair.clone, 'link'));
    git(pair.clone, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},sub`);
    const sha = push(pair, { '.gitattributes': '*.bin filter=evil\n', 'x.bin': 'as committed' });
    const { checkout } = workerOf(pair);
    const folder = await checkout(sha, 'refs/heads/main');
    expect(statSync(join(folder, 'run.sh')).mode & 0o100).toBe(0o100);
    expect(readlinkSync(join(folder, 'link'))).toBe('run.sh');
    expect(readFileSync(join(folder, 'x.bin'), 'utf8')).toBe('as committed');
    expect(existsSync(join(folder, '.git/hooks'))).toBe(false);
  });

  it('gives the pinned commit although the branch moved on or was replaced', async () => {
    const pair = makePair();
    const old = push(pair, { 'a.txt': 'old' }, 'old');
    const { checkout, mirrors } = workerOf(pair);
    const before = await checkout(old, 'refs/heads/main');
    git(pair.clone, 'checkout', '-q', '--orphan', 'fresh');
    const fresh = push(pair, { 'a.txt': 'fresh' }, 'fresh');
    await checkout(fresh, 'refs/heads/main');
    git(mirrors.path(NAME), 'gc', '-q', '--prune=now');
    git(pair.bare, 'gc', '-q', '--prune=now');
    const again = await checkout(old, 'refs/heads/main');
    expect(git(again, 'log', '--format=%s', 'origin/main')).toBe('old');
    expect(git(before, 'status', '--porcelain')).toBe('');
  });

  it('is made for many jobs at once, with one fetch', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' });
    const { checkout, lines } = workerOf(pair);
    const folders = await Promise.all(Array.from({ length: 8 }, () => checkout(sha, 'refs/heads/main')));
    for (const folder of folders) expect(git(folder, 'status', '--porcelain')).toBe('');
    expect(new Set(folders).size).toBe(8);
    expect(lines.filter((line) => line.startsWith('HEAD is now at'))).toHaveLength(8);
  });

  it('needs no remote where the commit is here, and says so where the repository is gone', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' });
    const { checkout } = workerOf(pair);
    await checkout(sha, 'refs/heads/main');
    await checkout(sha, 'refs/heads/main', {}, null);
    const next = push(pair, { 'a.txt': '2' });
    const message = 'octo/app is not registered any more.';
    await expect(checkout(next, 'refs/heads/main', {}, null)).rejects.toThrow(message);
    await expect(checkout(sha, 'refs/heads/main', { ref: 'other' }, null)).rejects.toThrow(message);
  });

  it('of a tag that was moved since has the tag where it was', async () => {
    const pair = makePair();
    const first = push(pair, { 'a.txt': '1' });
    git(pair.clone, 'tag', '-a', '-m', 'first', 'v1');
    git(pair.clone, 'push', '-q', 'origin', 'v1');
    const tag = git(pair.clone, 'rev-parse', 'v1');
    const { checkout } = workerOf(pair);
    for (const sha of [first, tag]) await checkout(sha, 'refs/tags/v1');
    const second = push(pair, { 'a.txt': '2' });
    git(pair.clone, 'tag', '-f', '-a', '-m', 'second', 'v1');
    git(pair.clone, 'push', '-q', '-f', 'origin', 'v1');
    await checkout(second, 'refs/tags/v1');
    expect(git(await checkout(first, 'refs/tags/v1'), 'rev-parse', 'v1')).toBe(first);
    expect(git(await checkout(tag, 'refs/tags/v1'), 'rev-parse', 'v1')).toBe(tag);
  });

  it('of a tag that was deleted since still works', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' });
    git(pair.clone, 'push', '-q', 'origin', 'HEAD:refs/tags/v1');
    const { checkout } = workerOf(pair);
    await checkout(sha, 'refs/tags/v1');
    git(pair.clone, 'push', '-q', 'origin', ':refs/tags/v1');
    await checkout(push(pair, { 'a.txt': '2' }), 'refs/heads/main');
    rmSync(pair.bare, { recursive: true });
    const again = await checkout(sha, 'refs/tags/v1');
    expect(git(again, 'describe', '--tags')).toBe('v1');
  });

  it('says that a commit is nowhere to be found', async () => {
    const pair = makePair();
    push(pair, { 'a.txt': '1' });
    await expect(workerOf(pair).checkout('5'.repeat(40), 'refs/heads/main')).rejects.toThrow(
      /does not have the commit/,
    );
  });

  it('survives a branch that is now the folder of another', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' });
    git(pair.clone, 'push', '-q', 'origin', 'HEAD:refs/heads/topic/one');
    const folder = await workerOf(pair).checkout(sha, 'refs/heads/topic');
    expect(git(folder, 'rev-parse', '--abbrev-ref', 'HEAD')).toBe('topic');
    expect(git(folder, 'status', '--porcelain')).toBe('');
  });
});

describe('the inputs of actions/checkout', () => {
  it('ref: takes the newest commit of a branch or tag, or a commit', async () => {
    const pair = makePair();
    const first = push(pair, { 'a.txt': '1' });
    git(pair.clone, 'push', '-q', 'origin', 'HEAD:refs/heads/other');
    const second = push(pair, { 'a.txt': '2' });
    const { checkout } = workerOf(pair);
    const other = await checkout(second, 'refs/heads/main', { ref: 'other' });
    expect(git(other, 'rev-parse', 'HEAD', '--abbrev-ref', 'HEAD')).toBe(`${first}\nother`);
    const byId = await checkout(second, 'refs/heads/main', { ref: first });
    expect(git(byId, 'rev-parse', 'HEAD', '--abbrev-ref', 'HEAD')).toBe(`${first}\nHEAD`);
    for (const ref of ['absent', '--upload-pack=touch x', 'a..b']) {
      await expect(checkout(second, 'refs/heads/main', { ref })).rejects.toThrow(
        /no branch or tag|cannot be the name/,
      );
    }
  });

  it('fetch-depth: ends the history there, also at merges', async () => {
    const pair = makePair();
    push(pair, { 'a.txt': '1' }, 'one');
    git(pair.clone, 'checkout', '-q', '-b', 'side');
    commit(pair.clone, { 's.txt': '1' }, 'side');
    git(pair.clone, 'checkout', '-q', 'main');
    commit(pair.clone, { 'a.txt': '2' }, 'two');
    git(pair.clone, 'merge', '-q', '--no-ff', '-m', 'merge', 'side');
    const sha = push(pair, { 'a.txt': '3' }, 'three');
    git(pair.clone, 'tag', 'v1');
    git(pair.clone, 'push', '-q', 'origin', 'v1', 'side');
    const { checkout } = workerOf(pair);
    const subjects = async (fetchDepth: number) =>
      git(await checkout(sha, 'refs/heads/main', { fetchDepth, fetchTags: false }), 'log', '--format=%s')
        .split('\n')
        .toSorted();
    expect(await subjects(1)).toEqual(['three']);
    expect(await subjects(2)).toEqual(['merge', 'three']);
    expect(await subjects(3)).toEqual(['merge', 'side', 'three', 'two']);
    expect(await subjects(50)).toEqual(['merge', 'one', 'side', 'three', 'two']);
    const shallow = await checkout(sha, 'refs/heads/main', { fetchDepth: 1, fetchTags: false });
    expect(git(shallow, 'rev-parse', '--is-shallow-repository')).toBe('true');
    expect(git(shallow, 'branch', '-r')).toBe('  origin/main');
    expect(git(shallow, 'tag')).toBe('');
    git(shallow, 'fsck');
    expect(git(await checkout(sha, 'refs/heads/main', { fetchDepth: 1, fetchTags: true }), 'tag')).toBe('v1');
  });

  it('clean: empties what is there, unless it is false, which keeps what git does not track', async () => {
    const pair = makePair();
    const first = push(pair, { 'a.txt': '1', 'tracked.txt': 't' });
    const second = push(pair, { 'a.txt': '2', 'tracked.txt': null });
    const { checkout } = workerOf(pair);
    const target = await checkout(first, 'refs/heads/main');
    const soil = () => {
      writeFileSync(join(target, 'a.txt'), 'changed');
      writeFileSync(join(target, 'untracked.txt'), 'u');
      mkdirSync(join(target, '.git/hooks'), { recursive: true });
      writeFileSync(join(target, '.git/hooks/post-checkout'), '#!/bin/sh\ntouch ../ran\n', { mode: 0o755 });
      writeFileSync(join(target, '.git/config'), '[core]\n\tworktree = /\n\tfsmonitor = touch ran\n');
    };
    soil();
    await checkout(second, 'refs/heads/main', { target, clean: false });
    expect(readdirSync(target).toSorted()).toEqual(['.git', 'a.txt', 'untracked.txt']);
    expect(readFileSync(join(target, 'a.txt'), 'utf8')).toBe('2');
    expect(git(target, 'status', '--porcelain')).toBe('?? untracked.txt');
    soil();
    await checkout(second, 'refs/heads/main', { target, clean: true });
    expect(readdirSync(target).toSorted()).toEqual(['.git', 'a.txt']);
    expect(git(target, 'status', '--porcelain')).toBe('');
    expect(readdirSync(join(target, '..'))).toEqual(['workspace']);
  });

  it('path: empties a folder that is no checkout, and follows no link out of it', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' });
    const outside = temporaryFolder();
    writeFileSync(join(outside, 'precious'), '');
    const target = join(temporaryFolder(), 'sub');
    mkdirSync(target);
    symlinkSync(outside, join(target, '.git'));
    symlinkSync(outside, join(target, 'link'));
    await workerOf(pair).checkout(sha, 'refs/heads/main', { target, clean: false });
    expect(readdirSync(target).toSorted()).toEqual(['.git', 'a.txt']);
    expect(readdirSync(outside)).toEqual(['precious']);
  });

  it('sparse-checkout: writes only the folders or patterns named', async () => {
    const pair = makePair();
    const sha = push(pair, {
      'top.txt': '',
      'one/a.txt': '',
      'one/deep/b.md': '',
      'two/c.txt': '',
      '-x/d.txt': '',
    });
    const { checkout } = workerOf(pair);
    const cone = await checkout(sha, 'refs/heads/main', { sparseCheckout: ['one', '-x'] });
    expect(readdirSync(cone).toSorted()).toEqual(['-x', '.git', 'one', 'top.txt']);
    expect(git(cone, 'status', '--porcelain')).toBe('');
    const patterns = await checkout(sha, 'refs/heads/main', {
      sparseCheckout: ['*.md'],
      sparseCheckoutConeMode: false,
    });
    expect(readdirSync(patterns).toSorted()).toEqual(['.git', 'one']);
    expect(readdirSync(join(patterns, 'one'))).toEqual(['deep']);
    expect(git(patterns, 'status', '--porcelain')).toBe('');
  });

  it('works in SHA-256 repositories', async () => {
    const pair = makePair('--object-format=sha256');
    const sha = push(pair, { 'a.txt': '1' });
    const folder = await workerOf(pair).checkout(sha, 'refs/heads/main', { fetchDepth: 1 });
    expect(git(folder, 'rev-parse', 'HEAD')).toBe(sha);
    expect(git(folder, 'status', '--porcelain')).toBe('');
    rmSync(folder, { recursive: true });
  });
});
