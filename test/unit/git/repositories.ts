import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A fresh folder that goes away after the file's tests. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-git-test-'));
  folders.push(folder);
  return folder;
}

const ENVIRONMENT = {
  PATH: process.env['PATH'],
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ann Author',
  GIT_AUTHOR_EMAIL: 'ann@example.com',
  GIT_AUTHOR_DATE: '1700000000 +0130',
  GIT_COMMITTER_NAME: 'Carl Committer',
  GIT_COMMITTER_EMAIL: 'carl@example.com',
  GIT_COMMITTER_DATE: '1700000001 +0130',
};

/** Runs git in a folder as a user would; gives its output without the last line feed. */
export function git(cwd: string, ...args: string[]): string {
  return gitWith({}, cwd, ...args);
}

/** Like `git`, with further environment variables; standard error is part of the output. */
export function gitWith(environment: Record<string, string>, cwd: string, ...args: string[]): string {
  return execFileSync('git', args, {
    cwd,
    env: { ...ENVIRONMENT, ...environment },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).replace(/\n$/, '');
}

/** A bare repository and a clone of it to push from. */
export interface Pair {
  readonly bare: string;
  readonly clone: string;
}

/** Makes a bare repository with a clone that has no commit yet, on branch `main`. */
export function makePair(...initOptions: string[]): Pair {
  const root = temporaryFolder();
  const bare = join(root, 'bare.git');
  const clone = join(root, 'clone');
  git(root, 'init', '-q', '--bare', '-b', 'main', ...initOptions, bare);
  git(root, 'init', '-q', '-b', 'main', ...initOptions, clone);
  git(clone, 'remote', 'add', 'origin', bare);
  return { bare, clone };
}

/** Writes files (null removes one) and commits them; gives the commit's id. */
export function commit(
  clone: string,
  files: Record<string, string | Buffer | null>,
  message = 'Change files',
): string {
  for (const [name, content] of Object.entries(files)) {
    const path = join(clone, name);
    if (content === null) {
      rmSync(path);
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  git(clone, 'add', '-A');
  git(clone, 'commit', '-q', '--allow-empty', '-m', message);
  return git(clone, 'rev-parse', 'HEAD');
}

/** Commits and pushes to `main`. */
export function push(pair: Pair, files: Record<string, string | Buffer | null>, message?: string): string {
  const sha = commit(pair.clone, files, message);
  git(pair.clone, 'push', '-q', '--force', 'origin', 'HEAD:main');
  return sha;
}
