import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeGitDirectory } from '../git-directory.ts';
import { GitError } from '../git-error.ts';
import { GitProcessError, runGit } from '../process/run-git.ts';
import { branchOf, isRefName } from '../../events/git-names.ts';
import type { CheckoutOptions } from './request.ts';
import { type ReadObject, shallowBoundary } from './shallow.ts';
import { prepareTarget } from './target.ts';

/** A commit of a repository on this machine, to be made a working clone of. */
export interface CheckoutPlan {
  /** Absolute path of the `objects` folder to borrow from; it outlives the clone and loses nothing it needs. */
  readonly objects: string;
  readonly read: ReadObject;
  /** Branches (`refs/heads/`) and tags of that repository, full name to id. */
  readonly refs: ReadonlyMap<string, string>;
  /** The full ref checked out, or empty for a commit by itself. */
  readonly ref: string;
  /** The ref's object: a commit, or an annotated tag. */
  readonly sha: string;
  readonly commit: string;
  /** `remote.origin.url`; null: no remote. */
  readonly origin: string | null;
}

/** Git writes files without a word, but shows progress once a checkout takes long; so long it may be silent. */
const CHECKOUT_SILENCE_MS = 300_000;

/**
 * Makes the target a working clone at the commit, as actions/checkout leaves it: on a branch, that branch
 * checked out and tracking `origin`; otherwise a detached HEAD. History is borrowed, not copied; hooks,
 * filters, LFS and submodules do not run. @throws GitError
 */
export async function writeCheckout(
  plan: CheckoutPlan,
  options: CheckoutOptions,
  signal: AbortSignal,
): Promise<void> {
  const { target } = options;
  const folder = join(target, '.git');
  const branch = branchOf(plan.ref);
  const sparse = options.sparseCheckout.length > 0;
  const cone = sparse && options.sparseCheckoutConeMode;
  const [formerIndex, tag, shallow] = await Promise.all([
    prepareTarget(target, options.clean),
    tagObject(plan, signal),
    options.fetchDepth > 0 ? shallowBoundary(plan.read, plan.commit, options.fetchDepth, signal) : [],
  ]);
  await writeGitDirectory(folder, {
    bare: false,
    idLength: plan.commit.length,
    head: branch === null ? plan.commit : `ref: ${plan.ref}`,
    origin: plan.origin,
    trackedBranch: plan.origin === null ? null : branch,
    alternate: plan.objects,
    refs: refsOfClone(plan, options, tag),
    shallow,
    sparse: sparse && !cone,
    files:
      sparse && !cone
        ? new Map([['info/sparse-checkout', `${options.sparseCheckout.join('\n')}\n`]])
        : new Map(),
  });
  if (formerIndex !== null) {
    await rename(formerIndex, join(folder, 'index'));
    await rm(dirname(formerIndex), { recursive: true, force: true });
  }
  const call = { cwd: target, signal, silenceMs: CHECKOUT_SILENCE_MS };
  try {
    if (cone) await runGit(['sparse-checkout', 'set', '--cone', '--', ...options.sparseCheckout], call);
    await runGit(['read-tree', '--reset', '-u', '-v', plan.commit], call);
  } catch (error) {
    if (!(error instanceof GitProcessError)) throw error;
    throw new GitError(`The commit ${plan.commit} could not be checked out: ${error.message}`, {
      cause: error,
    });
  }
}

/** What the tag of the run stands for: the annotated tag, if it is still the one of this commit, or the commit. */
async function tagObject(plan: CheckoutPlan, signal: AbortSignal): Promise<string> {
  const known = plan.refs.get(plan.ref);
  if (plan.sha !== plan.commit || known === undefined || known === plan.commit) return plan.sha;
  const peeled = await plan.read(`${known}^{commit}`, { maxBytes: 0, signal });
  return peeled?.id === plan.commit ? known : plan.commit;
}

/** The refs that the clone has: as after a fetch of everything, or of the one ref where a depth is given. */
function refsOfClone(plan: CheckoutPlan, options: CheckoutOptions, tag: string): Map<string, string> {
  const all = options.fetchDepth === 0;
  const refs = new Map<string, string>();
  for (const [name, id] of plan.refs) {
    const branch = branchOf(name);
    if (branch !== null && all && plan.origin !== null) refs.set(`refs/remotes/origin/${branch}`, id);
    else if (name.startsWith('refs/tags/') && (all || options.fetchTags)) refs.set(name, id);
  }
  const branch = branchOf(plan.ref);
  if (branch !== null) {
    setWithoutConflict(refs, plan.ref, plan.commit);
    if (plan.origin !== null) setWithoutConflict(refs, `refs/remotes/origin/${branch}`, plan.commit);
  } else if (plan.ref.startsWith('refs/tags/')) {
    setWithoutConflict(refs, plan.ref, tag);
  } else if (isRefName(plan.ref)) {
    setWithoutConflict(refs, plan.ref.replace(/^refs\/pull\//, 'refs/remotes/pull/'), plan.commit);
  }
  return refs;
}

/** A ref cannot be a folder of another: the one that is checked out wins. */
function setWithoutConflict(refs: Map<string, string>, name: string, id: string): void {
  for (const other of refs.keys()) {
    if (other.startsWith(`${name}/`) || name.startsWith(`${other}/`)) refs.delete(other);
  }
  refs.set(name, id);
}
