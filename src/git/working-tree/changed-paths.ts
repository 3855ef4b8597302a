import type { WorkingTree } from './describe.ts';
import { askGit } from './layout.ts';

type Checkout = Pick<WorkingTree, 'root' | 'git'>;

/** Over so many characters of names nobody filters by path any more. */
const MAX_OUTPUT_CHARACTERS = 32 * 1024 * 1024;

/**
 * The paths in which a checkout, as it is on disk, differs from where it left a branch: changed, removed, and new
 * ones that git does not ignore; both names of a file that moved. Null: git does not know the branch.
 * @param branch short
 */
export async function changedSinceBranch(tree: Checkout, branch: string): Promise<string[] | null> {
  for (const ref of [`refs/remotes/origin/${branch}`, `refs/heads/${branch}`]) {
    const base = await ask(tree, 'merge-base', 'HEAD', ref);
    if (base !== null && base !== '') return changedSinceCommit(tree, base);
  }
  return null;
}

/** The same since a commit, by its full id. Null: git does not know the commit. */
export async function changedSinceCommit(tree: Checkout, commit: string): Promise<string[] | null> {
  const diff = ['diff', '--name-only', '-z', '--no-renames', '--no-relative', '--no-ext-diff'];
  const [changed, added] = await Promise.all([
    ask(tree, ...diff, commit, '--'),
    ask(tree, 'ls-files', '-z', '--others', '--exclude-standard'),
  ]);
  if (changed === null || added === null) return null;
  if (changed.length + added.length > MAX_OUTPUT_CHARACTERS) return null;
  return [...new Set(`${changed}\0${added}`.split('\0').filter((path) => path !== ''))];
}

async function ask({ root, git }: Checkout, ...args: readonly string[]): Promise<string | null> {
  return git ? askGit(root, args, new AbortController().signal) : null;
}
