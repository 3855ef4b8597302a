import { randomUUID } from 'node:crypto';
import { chmod, chown, lstat, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import process from 'node:process';
import type { RepositoryName } from '../../events/ids.ts';
import { GitError } from '../git-error.ts';
import { isAbsent } from '../absent-file.ts';
import { GitProcessError, runGit } from '../process/run-git.ts';
import {
  CHAINED_NAME,
  HOOK_MARK,
  hookScript,
  hookSettings,
  SENDER_FILE,
  senderScript,
  SETTINGS_FILE,
  SETTINGS_FOLDER,
} from './post-receive.ts';

/** A repository on this machine whose pushes are to reach a server. */
export interface HookOptions {
  /** Path of the bare repository (or of a checkout that is pushed to). */
  readonly bare: string;
  /** The server's base address, without a slash at its end. */
  readonly serverUrl: string;
  /** The name the repository is registered under. */
  readonly repository: RepositoryName;
  /** What the hook sends: the repository's hook key. */
  readonly secret: string;
}

/** What was installed. */
export interface InstalledHook {
  /** Absolute path of the hook. */
  readonly hook: string;
  /** Absolute path of the hook that was there before and now runs after ours; null: there was none. */
  readonly chained: string | null;
}

/**
 * Installs the post-receive hook, or replaces the one of an earlier installation with its settings. A foreign
 * hook is moved aside and still runs. Everything belongs to the repository's owner, as it is who receives a
 * push that reads it. @throws GitError
 */
export async function installHook(options: HookOptions): Promise<InstalledHook> {
  const gitDirectory = await findGitDirectory(resolve(options.bare));
  const hooks = await hooksFolder(gitDirectory);
  const hook = join(hooks, 'post-receive');
  const chained = join(hooks, CHAINED_NAME);
  const settings = join(gitDirectory, SETTINGS_FOLDER);
  const owner = await stat(gitDirectory);
  const endpoint = endpointOf(options);
  await makeFolder(hooks, 0o755, owner);
  await makeFolder(settings, 0o700, owner);
  await makeFolder(join(settings, 'spool'), 0o700, owner);
  await moveForeignHook(hook, chained);
  await replaceFile(
    join(settings, SETTINGS_FILE),
    hookSettings({ endpoint, secret: options.secret }),
    0o600,
    owner,
  );
  await replaceFile(join(settings, SENDER_FILE), senderScript(), 0o600, owner);
  const script = hookScript({
    repository: options.repository,
    serverUrl: options.serverUrl,
    node: process.execPath,
  });
  await replaceFile(hook, script, 0o755, owner);
  return { hook, chained: (await exists(chained)) ? chained : null };
}

/** Where the hook sends to; both it and the secret must fit on a line of curl's configuration. */
function endpointOf({ serverUrl, secret }: HookOptions): string {
  const endpoint = `${serverUrl.replace(/\/+$/, '')}/webhooks/git`;
  if (!/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint) || /[\s\p{Cc}]/u.test(endpoint)) {
    throw new GitError(`${JSON.stringify(serverUrl)} is not the http(s) address of a server.`);
  }
  if (/\p{Cc}/u.test(secret)) throw new GitError("A webhook's secret holds no control characters.");
  return endpoint;
}

async function findGitDirectory(path: string): Promise<string> {
  for (const candidate of [path, join(path, '.git')]) {
    const parts = await Promise.all(['HEAD', 'objects', 'refs'].map((name) => exists(join(candidate, name))));
    if (parts.every(Boolean)) return candidate;
  }
  throw new GitError(`${path} is not a git repository on this machine.`);
}

/** Where git looks for hooks: `core.hooksPath` of the repository, if it stays inside of it. */
async function hooksFolder(gitDirectory: string): Promise<string> {
  const usual = join(gitDirectory, 'hooks');
  let configured: string;
  try {
    // By file: git would refuse a repository of another user as a whole.
    const args = ['config', '--file', join(gitDirectory, 'config'), '--type=path', '--get', 'core.hooksPath'];
    configured = (await runGit(args, { cwd: gitDirectory, signal: AbortSignal.timeout(10_000) })).replace(
      /\n$/,
      '',
    );
  } catch (error) {
    // Not set: git ends with 1 and says nothing.
    if (error instanceof GitProcessError && error.stderr.trim() === '') return usual;
    throw new GitError(`The configuration of ${gitDirectory} cannot be read.`, { cause: error });
  }
  if (configured === '') return usual;
  const folder = isAbsolute(configured) ? configured : resolve(gitDirectory, configured);
  if (relative(gitDirectory, folder).startsWith('..')) {
    throw new GitError(
      `${gitDirectory} takes its hooks from ${folder} (core.hooksPath), which other repositories may share; unset it there first.`,
    );
  }
  return folder;
}

async function moveForeignHook(hook: string, chained: string): Promise<void> {
  if (!(await exists(hook)) || (await isOurs(hook))) return;
  if (await exists(chained)) {
    throw new GitError(`Both ${hook} and ${chained} exist; keep one of them and install the hook again.`);
  }
  await rename(hook, chained);
}

async function isOurs(hook: string): Promise<boolean> {
  try {
    return (await readFile(hook, 'utf8')).slice(0, 500).includes(HOOK_MARK);
  } catch (error) {
    // A link that leads nowhere is somebody else's.
    if (isAbsent(error)) return false;
    throw error;
  }
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

async function makeFolder(path: string, mode: number, owner: Owner): Promise<void> {
  if (await exists(path)) return;
  await mkdir(path, { recursive: true });
  await chmod(path, mode);
  await giveTo(path, owner);
}

/** Written beside and renamed: a push in this moment sees the old file or the new one. */
async function replaceFile(path: string, text: string, mode: number, owner: Owner): Promise<void> {
  const fresh = `${path}.${randomUUID()}`;
  await writeFile(fresh, text, { mode: 0o600, flag: 'wx' });
  await chmod(fresh, mode);
  await giveTo(fresh, owner);
  await rename(fresh, path);
}

/** Only root can give a file away; others own what they make. */
async function giveTo(path: string, owner: Owner): Promise<void> {
  if (process.getuid?.() === 0 && owner.uid !== 0) await chown(path, owner.uid, owner.gid);
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}
