import { GitProcessError, runGit } from '../process/run-git.ts';
import type { Mirror } from './mirror.ts';

/** Over so many commits in one push GitHub runs every workflow (docs, "Workflow syntax", `on.<push>.paths`, git diff comparisons). */
const MAX_COMMITS = 1_000;
/** Over so many characters of names nobody filters by path any more. */
const MAX_OUTPUT_CHARACTERS = 32 * 1024 * 1024;

/**
 * The paths that a push changed, both names of a file that moved. For a push to a branch that existed: the two
 * commits compared directly. For a new branch: against where it left the default branch; everything where the
 * repository was empty before. Null: it cannot be known, or is more than GitHub looks at, and filters match.
 */
export async function changedPaths(
  mirror: Mirror,
  before: string | null,
  sha: string,
  defaultBranch: string | null,
  signal: AbortSignal,
): Promise<string[] | null> {
  const call = { cwd: mirror.path, signal };
  const base = before ?? (await baseOfNewBranch(mirror, sha, defaultBranch, signal));
  if (base === null) return null;
  if (base !== EMPTY && (await mirror.read(`${base}^{commit}`, { maxBytes: 0, signal })) === null)
    return null;
  try {
    const [count, names] = await Promise.all([
      base === EMPTY
        ? '0'
        : runGit(['rev-list', '--count', `--max-count=${MAX_COMMITS + 1}`, sha, `^${base}`], call),
      base === EMPTY
        ? runGit(['ls-tree', '-r', '-z', '--name-only', '--full-tree', sha], call)
        : runGit(['diff-tree', '-r', '-z', '--name-only', '--no-renames', base, sha], call),
    ]);
    if (Number(count) > MAX_COMMITS || names.length > MAX_OUTPUT_CHARACTERS) return null;
    return names.split('\0').filter((name) => name !== '');
  } catch (error) {
    // A commit of a shallow or damaged history: filters match rather than lose a run.
    if (error instanceof GitProcessError) return null;
    throw error;
  }
}

/** Stands for the tree without files. */
const EMPTY = 'empty';

async function baseOfNewBranch(
  mirror: Mirror,
  sha: string,
  defaultBranch: string | null,
  signal: AbortSignal,
): Promise<string | null> {
  const refs = await mirror.refs();
  const heads = [...refs].filter(([name]) => name.startsWith('refs/heads/'));
  const others = heads.filter(([, id]) => id !== sha);
  const main = defaultBranch === null ? undefined : refs.get(`refs/heads/${defaultBranch}`);
  if (main === undefined || main === sha) {
    // The repository's first push brings every file; a second name for a known commit brings none that we could tell.
    return others.length === 0 && heads.length <= 1 ? EMPTY : null;
  }
  try {
    const base = (await runGit(['merge-base', sha, main], { cwd: mirror.path, signal })).trim();
    return base === sha || base === '' ? null : base;
  } catch (error) {
    // Histories without a common commit.
    if (error instanceof GitProcessError) return EMPTY;
    throw error;
  }
}
