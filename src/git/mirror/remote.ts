import type { RemoteAccess } from '../process/environment.ts';
import { GitError, lastComplaint } from '../git-error.ts';
import { isObjectId } from '../../events/git-names.ts';
import { GitProcessError, runGit, type GitCall } from '../process/run-git.ts';
import { isRefName } from '../../events/git-names.ts';

/** What a remote says of its refs. */
export interface RemoteRefs {
  /** The branch that the remote's HEAD names; null where it has none yet. */
  readonly defaultBranch: string | null;
  /** Full name to commit: annotated tags are followed to their commit. */
  readonly commits: ReadonlyMap<string, string>;
}

/**
 * Asks a remote for its default branch and for the refs named.
 * @throws GitError with a sentence that names the remote
 */
export async function listRemote(
  access: RemoteAccess,
  names: readonly string[],
  call: GitCall,
): Promise<RemoteRefs> {
  // A pattern of ls-remote without wildcards matches whole trailing parts; the exact names are picked below.
  const patterns = [
    'HEAD',
    ...names,
    ...names.filter((name) => name.startsWith('refs/tags/')).map((name) => `${name}^{}`),
  ];
  let output: string;
  try {
    output = await runGit(['ls-remote', '--symref', '--', access.url, ...patterns], { ...call, access });
  } catch (error) {
    throw explainRemote(error, access.url);
  }
  let defaultBranch: string | null = null;
  const listed = new Map<string, string>();
  for (const line of output.split('\n')) {
    const [value = '', name = ''] = line.split('\t');
    if (name === 'HEAD' && value.startsWith('ref: refs/heads/'))
      defaultBranch = value.slice('ref: refs/heads/'.length);
    else if (isObjectId(value)) listed.set(name, value);
  }
  if (defaultBranch !== null && !isRefName(`refs/heads/${defaultBranch}`)) defaultBranch = null;
  const commits = new Map<string, string>();
  for (const name of ['HEAD', ...names]) {
    const id = listed.get(`${name}^{}`) ?? listed.get(name);
    if (id !== undefined) commits.set(name, id);
  }
  return { defaultBranch, commits };
}

/** One sentence for a failed talk with a remote; says what to do where the user can do something. */
export function explainRemote(error: unknown, url: string): Error {
  if (!(error instanceof GitProcessError)) return error instanceof Error ? error : new Error(String(error));
  const detail = lastComplaint(error.stderr);
  const retryable = { cause: error, retryable: true };
  switch (error.failure) {
    case 'authentication':
      return new GitError(
        `${url} refused access (${detail}): register the repository again with credentials that may read it.`,
        { cause: error },
      );
    case 'host-key':
      return new GitError(
        `ssh does not know the host key of ${url}: connect once by hand as the user that runs Runbook.`,
        { cause: error },
      );
    case 'moved':
      return new GitError(
        `${url} sends to another address, which does not get its credentials: register the repository again with the address that it has now.`,
        { cause: error },
      );
    case 'missing-commit':
    case 'refused-id':
      return new GitError(`${url} does not have the commit: ${detail}`, { cause: error });
    case 'unreachable':
      return new GitError(`${url} cannot be reached: ${detail}`, retryable);
    case 'corrupt':
    case 'locked':
    case 'other':
    default:
      return new GitError(`Fetching from ${url} failed: ${detail}`, retryable);
  }
}
