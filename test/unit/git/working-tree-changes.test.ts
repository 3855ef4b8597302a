import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changedSinceBranch, changedSinceCommit } from '../../../src/git/index.ts';
import { commit, git, makePair, push, temporaryFolder } from './repositories.ts';

describe('the paths that a checkout changes', () => {
  it('since it left a branch are those of its commits and of what is not committed', async () => {
    const pair = makePair();
    push(pair, { 'old.txt': '1', 'gone.txt': '1', '.gitignore': 'ignored', 'sub/kept.txt': '1' });
    git(pair.clone, 'fetch', '-q', 'origin');
    git(pair.clone, 'switch', '-q', '-c', 'work');
    commit(pair.clone, { 'sub/new name.txt': '1' });
    const tree = { root: pair.clone, git: true };
    writeFileSync(join(pair.clone, 'old.txt'), '2');
    rmSync(join(pair.clone, 'gone.txt'));
    mkdirSync(join(pair.clone, 'more'));
    writeFileSync(join(pair.clone, 'more/é.txt'), '');
    writeFileSync(join(pair.clone, 'ignored'), '');
    const changed = await changedSinceBranch(tree, 'main');
    expect(changed?.sort()).toEqual(['gone.txt', 'more/é.txt', 'old.txt', 'sub/new name.txt']);
    expect(await changedSinceBranch(tree, 'work')).toEqual(expect.not.arrayContaining(['sub/new name.txt']));
    expect(await changedSinceBranch(tree, '--upload-pack=touch')).toBeNull();
    expect(await changedSinceBranch(tree, 'unknown')).toBeNull();
  });

  it('leave out what the branch has got meanwhile', async () => {
    const pair = makePair();
    commit(pair.clone, { 'a.txt': '1' });
    git(pair.clone, 'switch', '-q', '-c', 'work');
    commit(pair.clone, { 'b.txt': '1' });
    git(pair.clone, 'switch', '-q', 'main');
    commit(pair.clone, { 'c.txt': '1' });
    git(pair.clone, 'switch', '-q', 'work');
    expect(await changedSinceBranch({ root: pair.clone, git: true }, 'main')).toEqual(['b.txt']);
  });

  it('since a commit are not known where git does not know it, or where there is no git', async () => {
    const pair = makePair();
    const first = commit(pair.clone, { 'a.txt': '1' });
    commit(pair.clone, { 'b.txt': '1' });
    expect(await changedSinceCommit({ root: pair.clone, git: true }, first)).toEqual(['b.txt']);
    expect(await changedSinceCommit({ root: pair.clone, git: true }, 'f'.repeat(40))).toBeNull();
    const folder = temporaryFolder();
    expect(await changedSinceCommit({ root: folder, git: false }, first)).toBeNull();
    expect(await changedSinceBranch({ root: folder, git: false }, 'main')).toBeNull();
  });
});
