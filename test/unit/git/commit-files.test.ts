import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { repositoryName } from '../../../src/events/ids.ts';
import { type CommitFiles, Mirrors } from '../../../src/git/index.ts';
import { commit, git, makePair, type Pair, temporaryFolder } from './repositories.ts';

const NAME = repositoryName('octo/app');
const { signal } = new AbortController();
const open: Mirrors[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((mirrors) => mirrors.close()));
});

/** The files of a commit that is pushed and fetched. */
async function fetched(pair: Pair, sha: string): Promise<CommitFiles> {
  git(pair.clone, 'push', '-q', 'origin', 'HEAD:main');
  const mirrors = new Mirrors({ root: temporaryFolder(), allowLocal: true });
  open.push(mirrors);
  await mirrors.fetchCommit(
    NAME,
    { url: pair.bare, credentials: null },
    { sha, ref: 'refs/heads/main' },
    signal,
  );
  return mirrors.filesAt(NAME, sha, signal);
}

describe('single files of a commit', () => {
  it('are read with their text, or with the reason why they are none', async () => {
    const pair = makePair();
    const sha = commit(pair.clone, {
      '.github/actions/setup/action.yml': 'name: ä',
      'action.yml': 'name: root',
      'large/action.yml': '#'.repeat(1024 * 1024 + 1),
      'latin/action.yml': Buffer.from([0x6e, 0xe4]),
    });
    const files = await fetched(pair, sha);
    expect(await files.read('.github/actions/setup/action.yml')).toEqual({ kind: 'text', text: 'name: ä' });
    expect(await files.read('action.yml')).toEqual({ kind: 'text', text: 'name: root' });
    expect(await files.read('large/action.yml')).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringContaining('1048577 bytes'),
    });
    expect(await files.read('latin/action.yml')).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringContaining('UTF-8'),
    });
    expect(await files.read('.github')).toMatchObject({ kind: 'unreadable', reason: 'it is a folder' });
    for (const path of ['setup/action.yml', 'action.yml/action.yml', 'action.yaml']) {
      expect(await files.read(path)).toEqual({ kind: 'missing' });
    }
  });

  it('have the names of their folder', async () => {
    const pair = makePair();
    const sha = commit(pair.clone, { 'a/b.txt': '1', 'a/c/d.txt': '1' });
    const files = await fetched(pair, sha);
    expect(await files.names('a')).toEqual(['b.txt', 'c']);
    expect(await files.names('')).toEqual(['a']);
    for (const folder of ['a/b.txt', 'b']) expect(await files.names(folder)).toEqual([]);
  });

  it('are reached through links inside of the commit, and through no others', async () => {
    const pair = makePair();
    mkdirSync(join(pair.clone, 'linked'));
    symlinkSync('../real/action.yml', join(pair.clone, 'linked/action.yml'));
    symlinkSync('real', join(pair.clone, 'folder'));
    symlinkSync('/etc/hostname', join(pair.clone, 'absolute.yml'));
    symlinkSync('../outside.yml', join(pair.clone, 'outside.yml'));
    symlinkSync('circle.yml', join(pair.clone, 'circle.yml'));
    symlinkSync('nowhere.yml', join(pair.clone, 'dangling.yml'));
    const sha = commit(pair.clone, { 'real/action.yml': 'name: real' });
    const files = await fetched(pair, sha);
    for (const path of ['linked/action.yml', 'folder/action.yml']) {
      expect(await files.read(path)).toEqual({ kind: 'text', text: 'name: real' });
    }
    expect(await files.names('folder')).toEqual(['action.yml']);
    for (const path of ['absolute.yml', 'outside.yml', 'circle.yml']) {
      expect(await files.read(path)).toMatchObject({ kind: 'unreadable' });
    }
    expect(await files.read('dangling.yml')).toEqual({ kind: 'missing' });
  });

  it('are unknown inside of a submodule, which the mirror does not have', async () => {
    const pair = makePair();
    const first = commit(pair.clone, { 'a.txt': '1' });
    git(pair.clone, 'update-index', '--add', '--cacheinfo', `160000,${first},vendor`);
    git(pair.clone, 'commit', '-q', '-m', 'A submodule');
    const files = await fetched(pair, git(pair.clone, 'rev-parse', 'HEAD'));
    expect(await files.read('vendor/action.yml')).toEqual({ kind: 'unknown' });
    expect(await files.names('vendor')).toEqual([]);
  });
});
