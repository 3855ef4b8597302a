import { GitError } from '../git-error.ts';
import type { RemoteAccess } from '../process/environment.ts';
import { type GitCall, GitProcessError, runGit } from '../process/run-git.ts';
import { explainRemote } from './remote.ts';

/** A commit to have, and the ref it was pushed to. */
export interface WantedCommit {
  /** Full object id of a commit, or of an annotated tag. */
  readonly sha: string;
  /** Full ref name. */
  readonly ref: string | null;
}

/** The folder of refs that keep every commit that was asked for. */
export const KEPT = 'refs/runbook';

/** A remote may count objects for a long time before it says a word. */
const FETCH_SILENCE_MS = 60_000;

/**
 * Fetches the commit by its id into `refs/runbook/<sha>`, with all branches and tags. Where the server gives
 * only what its refs name, those are taken, and the commit must have come along; `holds` says whether it did.
 * @throws GitProcessError; with failure `refused-id` where the commit is none of a branch's
 */
export async function fetchCommit(
  access: RemoteAccess,
  sha: string,
  holds: () => Promise<boolean>,
  call: GitCall,
): Promise<void> {
  try {
    await runFetch(access, [`+${sha}:${KEPT}/${sha}`], call);
  } catch (error) {
    if (!(error instanceof GitProcessError) || error.failure !== 'refused-id') throw error;
    await runFetch(access, [], call);
    if (!(await holds())) throw error;
    await runGit(['update-ref', `${KEPT}/${sha}`, sha], call);
  }
}

async function runFetch(access: RemoteAccess, refspecs: readonly string[], call: GitCall): Promise<void> {
  const options = [
    '--progress',
    '--prune',
    '--force',
    '--no-write-fetch-head',
    '--no-auto-maintenance',
    '--no-recurse-submodules',
  ];
  const everything = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
  const args = ['fetch', ...options, '--', access.url, ...refspecs, ...everything];
  await runGit(args, { ...call, access, silenceMs: FETCH_SILENCE_MS });
}

/** How often a commit that the remote does not have is asked for: forges announce some a moment too early. */
const ATTEMPTS_FOR_MISSING = 3;
const MAX_REMEMBERED = 1_000;

/** Explains failed fetches of one mirror, and tells a commit that is late from one that will not come. */
export class FetchFailures {
  readonly #attempts = new Map<string, number>();

  /** The commit came. */
  forget(sha: string): void {
    this.#attempts.delete(sha);
  }

  explain(error: unknown, access: RemoteAccess, want: WantedCommit): Error {
    const lacks =
      error instanceof GitProcessError &&
      (error.failure === 'missing-commit' || error.failure === 'refused-id');
    if (!lacks) return explainRemote(error, access.url);
    const attempts = (this.#attempts.get(want.sha) ?? 0) + 1;
    if (this.#attempts.size >= MAX_REMEMBERED) this.#attempts.clear();
    this.#attempts.set(want.sha, attempts);
    return new GitError(
      `${access.url} does not have the commit ${want.sha}${want.ref === null ? '' : ` (${want.ref})`}; it may have been replaced by a later force push.`,
      { cause: error, retryable: attempts < ATTEMPTS_FOR_MISSING },
    );
  }
}
