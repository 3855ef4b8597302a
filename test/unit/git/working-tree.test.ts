import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryName } from '../../../src/events/ids.ts';
import {
  type CheckoutOptions,
  createWorkingTreeCheckout,
  describeWorkingTree,
} from '../../../src/git/index.ts';
import { commit, git, makePair, push, temporaryFolder } from './repositories.ts';

const { signal } = new AbortController();
const SPEC = {
  repository: repositoryName('octo/app'),
  source: { url: 'unused', ref: 'refs/heads/main', sha: '1'.repeat(40) },
};

async function checkOut(
  folder: string,
  options: Partial<CheckoutOptions> = {},
  inPlace = false,
): Promise<string> {
  const request: CheckoutOptions = {
    target: join(temporaryFolder(), 'workspace'),
    ref: null,
    fetchDepth: 0,
    fetchTags: true,
    clean: true,
    sparseCheckout: [],
    sparseCheckoutConeMode: true,
    print: () => undefined,
    ...options,
  };
  await createWorkingTreeCheckout({ folder, inPlace }).checkout(SPEC, null, request, signal);
  return request.target;
}

describe("the copy of a user's checkout", () => {
  it('has the files as they are on disk and the status that the user sees', async () => {
    const { clone } = makePair();
    commit(clone, {
      'a.txt': '1',
      'gone.txt': '',
      'staged.txt': '',
      'dir/run.sh': '',
      '.gitignore': 'ignored/\n',
    });
    git(clone, 'tag', 'v1');
    writeFileSync(join(clone, 'a.txt'), 'changed');
    writeFileSync(join(clone, 'new.txt'), 'new');
    writeFileSync(join(clone, 'staged.txt'), 'staged');
    git(clone, 'add', 'staged.txt');
    rmSync(join(clone, 'gone.txt'));
    chmodSync(join(clone, 'dir/run.sh'), 0o755);
    symlinkSync('dir/run.sh', join(clone, 'link'));
    mkdirSync(join(clone, 'ignored'));
    writeFileSync(join(clone, 'ignored/secret'), '');
    const copy = await checkOut(clone);
    expect(readdirSync(copy).toSorted()).toEqual([
      '.git',
      '.gitignore',
      'a.txt',
      'dir',
      'link',
      'new.txt',
      'staged.txt',
    ]);
    expect(readFileSync(join(copy, 'a.txt'), 'utf8')).toBe('changed');
    expect(statSync(join(copy, 'dir/run.sh')).mode & 0o111).toBe(0o111);
    expect(readlinkSync(join(copy, 'link'))).toBe('dir/run.sh');
    expect(git(copy, 'status', '--porcelain')).toBe(git(clone, 'status', '--porcelain'));
    expect(git(copy, 'describe', '--tags')).toBe('v1');
    expect(git(copy, 'log', '--oneline')).toBe(git(clone, 'log', '--oneline'));
    commit(copy, { 'b.txt': '' });
    expect(git(clone, 'log', '--oneline').split('\n')).toHaveLength(1);
  });

  it('has only what sparse-checkout names, and what is changed or unknown to git', async () => {
    const { clone } = makePair();
    commit(clone, { 'in/a.txt': '1', 'out/b.txt': '2', 'out/changed.txt': '3', 'top.txt': '4' });
    writeFileSync(join(clone, 'out/changed.txt'), 'changed');
    writeFileSync(join(clone, 'new.txt'), 'new');
    const cone = await checkOut(clone, { sparseCheckout: ['in'] });
    expect(existsSync(join(cone, 'in/a.txt'))).toBe(true);
    expect(existsSync(join(cone, 'top.txt'))).toBe(true);
    expect(existsSync(join(cone, 'new.txt'))).toBe(true);
    expect(readdirSync(join(cone, 'out'))).toEqual(['changed.txt']);
    const patterns = await checkOut(clone, { sparseCheckout: ['/in/*'], sparseCheckoutConeMode: false });
    expect(existsSync(join(patterns, 'in/a.txt'))).toBe(true);
    expect(existsSync(join(patterns, 'top.txt'))).toBe(false);
    expect(existsSync(join(clone, 'out/b.txt'))).toBe(true);
  });

  it('never writes through a link that took the place of a tracked folder', async () => {
    const { clone } = makePair();
    commit(clone, { 'dir/a.txt': '1' });
    const outside = temporaryFolder();
    writeFileSync(join(outside, 'a.txt'), 'outside');
    rmSync(join(clone, 'dir'), { recursive: true });
    symlinkSync(outside, join(clone, 'dir'));
    const copy = await checkOut(clone);
    expect(readlinkSync(join(copy, 'dir'))).toBe(outside);
    expect(readFileSync(join(outside, 'a.txt'), 'utf8')).toBe('outside');
  });

  it('is made from a subfolder and from a worktree alike', async () => {
    const { clone } = makePair();
    commit(clone, { 'sub/a.txt': '1' });
    const worktree = join(temporaryFolder(), 'tree');
    git(clone, 'worktree', 'add', '-q', '-b', 'topic', worktree);
    expect(existsSync(join(await checkOut(join(clone, 'sub')), 'sub/a.txt'))).toBe(true);
    const copy = await checkOut(worktree);
    expect(git(copy, 'rev-parse', '--abbrev-ref', 'HEAD')).toBe('topic');
    expect(git(copy, 'status', '--porcelain')).toBe('');
  });

  it('of a checkout without a commit has its files', async () => {
    const { clone } = makePair();
    writeFileSync(join(clone, 'a.txt'), '');
    expect(git(await checkOut(clone), 'status', '--porcelain')).toBe('?? a.txt');
  });

  it('of a folder that is no checkout is whole, but for itself', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'sub/deep'), { recursive: true });
    writeFileSync(join(folder, 'sub/deep/a.txt'), 'a');
    const target = join(folder, 'data/workspaces/1');
    await checkOut(folder, { target });
    expect(readdirSync(target)).toEqual(['sub']);
    expect(readFileSync(join(target, 'sub/deep/a.txt'), 'utf8')).toBe('a');
  });

  it('may be of another ref of the repository', async () => {
    const { clone } = makePair();
    const first = commit(clone, { 'a.txt': '1' });
    git(clone, 'branch', 'other');
    commit(clone, { 'a.txt': '2' });
    const copy = await checkOut(clone, { ref: 'other', fetchDepth: 1 });
    expect(git(copy, 'rev-parse', 'HEAD', '--abbrev-ref', 'HEAD')).toBe(`${first}\nother`);
    expect(readFileSync(join(copy, 'a.txt'), 'utf8')).toBe('1');
    expect(git(await checkOut(clone, { ref: first }), 'rev-parse', 'HEAD')).toBe(first);
    await expect(checkOut(clone, { ref: '--output=x' })).rejects.toThrow(/no branch, tag or commit/);
  });

  it('in place is the folder itself, which stays as it is', async () => {
    const { clone } = makePair();
    commit(clone, { 'a.txt': '1' });
    expect(createWorkingTreeCheckout({ folder: clone, inPlace: true }).inPlace).toBe(clone);
    await checkOut(clone, { target: clone }, true);
    expect(readdirSync(clone)).toContain('a.txt');
    await expect(checkOut(clone, { target: join(clone, 'sub') }, true)).rejects.toThrow(/stays as it is/);
    await expect(checkOut(clone, { target: clone, ref: 'main' }, true)).rejects.toThrow(/stays as it is/);
  });
});

describe('the description of a working tree', () => {
  it('names repository, ref, commits and user', async () => {
    const pair = makePair();
    const before = push(pair, { 'a.txt': '1' });
    const sha = push(pair, { 'a.txt': '2' }, 'Subject\n\nBody');
    git(pair.clone, 'remote', 'set-url', 'origin', 'https://user:secret@git.example.com/octo/app.git');
    git(pair.clone, 'config', 'user.name', 'Ann');
    git(pair.clone, 'config', 'user.email', 'ann@example.com');
    mkdirSync(join(pair.clone, 'sub'));
    expect(await describeWorkingTree(join(pair.clone, 'sub'))).toEqual({
      root: pair.clone,
      git: true,
      sha,
      before,
      ref: 'refs/heads/main',
      branch: 'main',
      origin: 'https://git.example.com/octo/app.git',
      defaultBranch: null,
      defaultSha: null,
      repository: 'octo/app',
      userName: 'Ann',
      userEmail: 'ann@example.com',
      dirty: false,
      headMessage: 'Subject\n\nBody',
    });
  });

  it('knows the default branch of the remote and its newest commit', async () => {
    const pair = makePair();
    const sha = push(pair, { 'a.txt': '1' });
    git(pair.clone, 'fetch', '-q', 'origin');
    git(pair.clone, 'remote', 'set-head', 'origin', 'main');
    commit(pair.clone, { 'a.txt': '2' });
    expect(await describeWorkingTree(pair.clone)).toMatchObject({ defaultBranch: 'main', defaultSha: sha });
  });

  it.each([
    ['git@github.com:octo/app.git', 'octo/app'],
    ['ssh://git@host/group/sub/app', 'sub/app'],
    ['/srv/git/octo/app.git', 'octo/app'],
  ])('takes the name from %s', async (url, name) => {
    const { clone } = makePair();
    git(clone, 'remote', 'set-url', 'origin', url);
    expect((await describeWorkingTree(clone)).repository).toBe(name);
  });

  it('knows a detached HEAD, by its tag if it has one, and changes', async () => {
    const { clone } = makePair();
    commit(clone, { 'a.txt': '1' });
    git(clone, 'checkout', '-q', '--detach');
    expect(await describeWorkingTree(clone)).toMatchObject({
      ref: 'refs/heads/HEAD',
      branch: null,
      before: null,
      dirty: false,
    });
    git(clone, 'tag', 'v1');
    writeFileSync(join(clone, 'b.txt'), '');
    expect(await describeWorkingTree(clone)).toMatchObject({
      ref: 'refs/tags/v1',
      branch: null,
      dirty: true,
    });
  });

  it('does without commits and without git', async () => {
    const { clone } = makePair();
    expect(await describeWorkingTree(clone)).toMatchObject({
      git: true,
      sha: '0'.repeat(40),
      ref: 'refs/heads/main',
    });
    const folder = temporaryFolder();
    expect(await describeWorkingTree(folder)).toMatchObject({
      root: folder,
      git: false,
      sha: '0'.repeat(40),
      repository: expect.stringMatching(/^local\/runbook-git-test-/),
    });
  });
});
