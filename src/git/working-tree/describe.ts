import { userInfo } from 'node:os';
import { basename, resolve } from 'node:path';
import { isRepositoryName, repositoryName, type RepositoryName } from '../../events/ids.ts';
import { askGit, findLayout } from './layout.ts';

/** What `runbook run` knows of the folder it runs in: what a forge would say of a push of it. */
export interface WorkingTree {
  /** Absolute; the checkout's top folder, or the folder itself. */
  readonly root: string;
  /** Whether it is a git checkout. */
  readonly git: boolean;
  /** HEAD; all zeros where there is no commit. */
  readonly sha: string;
  /** HEAD's first parent; null where there is none. */
  readonly before: string | null;
  /** The full ref that is checked out: a branch, or on a detached HEAD a tag or `refs/heads/HEAD`. */
  readonly ref: string;
  /** The branch, short; null on a detached HEAD. */
  readonly branch: string | null;
  /** The URL of `origin`, without credentials. */
  readonly origin: string | null;
  /** What `origin/HEAD` names, short. */
  readonly defaultBranch: string | null;
  /** The newest commit of it that is known here; null where there is none. */
  readonly defaultSha: string | null;
  /** From `origin`, else `local/<folder>`. */
  readonly repository: RepositoryName;
  readonly userName: string;
  /** Empty where git does not know one. */
  readonly userEmail: string;
  /** Whether files differ from HEAD. */
  readonly dirty: boolean;
  readonly headMessage: string;
}

/** Describes the checkout that a folder belongs to, or the folder itself where it is none. @throws GitError */
export async function describeWorkingTree(
  folder: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<WorkingTree> {
  const layout = await findLayout(resolve(folder), signal);
  const ask = (...args: string[]) => askGit(resolve(folder), args, signal);
  const [userName, userEmail] = await Promise.all([ask('config', 'user.name'), ask('config', 'user.email')]);
  const user = { userName: userName || loginName(), userEmail: userEmail ?? '' };
  if (layout === null) {
    const root = resolve(folder);
    return {
      root,
      git: false,
      sha: '0'.repeat(40),
      before: null,
      ref: 'refs/heads/main',
      branch: 'main',
      origin: null,
      defaultBranch: null,
      defaultSha: null,
      repository: nameOfFolder(root),
      dirty: true,
      headMessage: '',
      ...user,
    };
  }
  const [commit, head, url, status, originHead, defaultSha] = await Promise.all([
    ask('log', '-1', '--no-show-signature', '--format=%H%x00%P%x00%B', 'HEAD'),
    ask('symbolic-ref', '-q', 'HEAD'),
    ask('config', 'remote.origin.url'),
    ask('status', '--porcelain', '-z'),
    ask('symbolic-ref', '-q', 'refs/remotes/origin/HEAD'),
    ask('rev-parse', '-q', '--verify', 'refs/remotes/origin/HEAD^{commit}'),
  ]);
  const [sha = '', parents = '', message = ''] = (commit ?? '').split('\0');
  const branch = head?.startsWith('refs/heads/') === true ? head.slice('refs/heads/'.length) : null;
  const tag = branch === null ? (await ask('tag', '--points-at', 'HEAD'))?.split('\n')[0] : undefined;
  const origin = url === null || url === '' ? null : withoutCredentials(url);
  return {
    root: layout.root,
    git: true,
    sha: sha === '' ? '0'.repeat(layout.idLength) : sha,
    before: parents.split(' ')[0] || null,
    ref:
      branch === null && tag !== undefined && tag !== ''
        ? `refs/tags/${tag}`
        : `refs/heads/${branch ?? 'HEAD'}`,
    branch,
    origin,
    defaultBranch: originHead?.replace('refs/remotes/origin/', '') ?? null,
    defaultSha,
    repository: (origin === null ? null : nameInUrl(origin)) ?? nameOfFolder(layout.root),
    dirty: status !== '',
    headMessage: message.replace(/\n+$/, ''),
    ...user,
  };
}

/** The last two parts of a URL's path, as forges name repositories; null where they are no name. */
function nameInUrl(url: string): RepositoryName | null {
  const parts = url
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split(/[/:]/)
    .slice(-2);
  const name = parts.join('/');
  return isRepositoryName(name) ? name : null;
}

function nameOfFolder(root: string): RepositoryName {
  const name = basename(root)
    .replaceAll(/[^A-Za-z0-9._-]/g, '-')
    .slice(0, 100);
  return isRepositoryName(`local/${name}`)
    ? repositoryName(`local/${name}`)
    : repositoryName('local/checkout');
}

function withoutCredentials(url: string): string {
  return url.replace(/^(https?:\/\/)[^/@]*@/i, '$1');
}

function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no entry in the password file.
    return 'runbook';
  }
}
