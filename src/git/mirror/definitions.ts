import { GitError } from '../git-error.ts';
import type { Mirror } from './mirror.ts';
import { readTextBlob, type TextBlob } from './text-blob.ts';
import { MODE, type TreeEntry, treeEntries } from './tree-entries.ts';

/** One workflow file as it is at a commit, or why it cannot be read. */
export type DefinitionFile = { readonly path: string } & TextBlob;

const FOLDER = '.runbook';
const MAX_FILES = 200;
/** A folder with so large a tree object is not one of workflows. */
const MAX_TREE_BYTES = 1024 * 1024;

/**
 * Reads `.runbook/*.yml` and `*.yaml` at a commit, in the order of their names, from the object store alone:
 * no filter, hook, link or submodule is followed.
 * @throws GitError if the mirror does not have the commit
 */
export async function readDefinitions(
  mirror: Mirror,
  sha: string,
  signal: AbortSignal,
): Promise<DefinitionFile[]> {
  // Both requests go out together; the first only tells a commit without workflows from one that is not here.
  const [commit, folder] = await Promise.all([
    mirror.read(`${sha}^{tree}`, { maxBytes: 0, signal }),
    mirror.read(`${sha}:${FOLDER}`, { maxBytes: MAX_TREE_BYTES, signal }),
  ]);
  if (commit === null) {
    mirror.distrust(sha);
    throw new GitError(`The mirror does not have the commit ${sha}.`, { retryable: true });
  }
  if (folder === null) return [];
  if (folder.type !== 'tree') return [{ path: FOLDER, problem: `${FOLDER} is not a folder.` }];
  if (folder.content === null) return [{ path: FOLDER, problem: `${FOLDER} holds too many files.` }];
  const entries = [...treeEntries(folder.content, sha.length / 2)].filter(
    ({ name, mode }) => /\.ya?ml$/.test(name) && mode !== MODE.folder,
  );
  const files = await Promise.all(
    entries.slice(0, MAX_FILES).map((entry) => readDefinition(mirror, sha, entry, signal)),
  );
  if (entries.length > MAX_FILES) {
    files.push({
      path: FOLDER,
      problem: `${FOLDER} holds ${entries.length} workflow files; only ${MAX_FILES} are read.`,
    });
  }
  return files;
}

async function readDefinition(
  mirror: Mirror,
  sha: string,
  { name, mode, id }: TreeEntry,
  signal: AbortSignal,
): Promise<DefinitionFile> {
  const path = `${FOLDER}/${name}`;
  if (/[\p{Cc}\uFFFD]/u.test(name)) {
    return { path, problem: 'its name holds control characters or is not UTF-8.' };
  }
  if (mode === MODE.link) return { path, problem: 'it is a symbolic link; a workflow is a file of its own.' };
  if (mode === MODE.submodule) return { path, problem: 'it is a submodule; a workflow is a file.' };
  return { path, ...(await readTextBlob(mirror, { sha, path, id }, signal)) };
}
