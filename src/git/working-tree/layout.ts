import { dirname, resolve } from 'node:path';
import { GitError } from '../git-error.ts';
import { GitProcessError, runGit } from '../process/run-git.ts';

/** Where the parts of a user's checkout lie; absolute paths. */
export interface Layout {
  readonly root: string;
  /** The folder of this worktree's own HEAD and index. */
  readonly gitDirectory: string;
  /** The folder of refs and objects, shared by all worktrees. */
  readonly commonDirectory: string;
  /** Hex digits of an object id. */
  readonly idLength: number;
}

/** In the user's own checkout git does as the user configured it, hooks and fsmonitor apart. */
export function userCall(cwd: string, signal: AbortSignal) {
  return { cwd, signal, userConfiguration: true, silenceMs: 300_000 };
}

/** Runs git in a user's checkout; null where git ends with an error (nothing is set, nothing is there). */
export async function askGit(
  cwd: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<string | null> {
  try {
    return (await runGit(args, userCall(cwd, signal))).replace(/\n$/, '');
  } catch (error) {
    if (error instanceof GitProcessError) return null;
    throw error;
  }
}

/** The checkout that a folder belongs to; null if it belongs to none. @throws GitError if git refuses to say */
export async function findLayout(folder: string, signal: AbortSignal): Promise<Layout | null> {
  const args = [
    'rev-parse',
    '--show-toplevel',
    '--absolute-git-dir',
    '--git-common-dir',
    '--show-object-format',
  ];
  try {
    const output = await runGit(args, userCall(folder, signal));
    const [root = '', gitDirectory = '', common = '', format = ''] = output.split('\n');
    const commonDirectory = resolve(folder, common);
    return { root, gitDirectory, commonDirectory, idLength: format === 'sha256' ? 64 : 40 };
  } catch (error) {
    if (!(error instanceof GitProcessError)) throw error;
    if (/not a git repository|must be run in a work tree/i.test(error.stderr)) return null;
    throw new GitError(`The checkout at ${folder} cannot be read: ${error.message}`, { cause: error });
  }
}

/** Whether `path` is `folder` or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  for (let current = path; ; current = dirname(current)) {
    if (current === folder) return true;
    if (dirname(current) === current) return false;
  }
}
