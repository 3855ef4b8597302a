import { GitError } from '../git-error.ts';
import type { Mirror } from './mirror.ts';
import { readTextBlob } from './text-blob.ts';
import { MODE, type TreeEntry, treeEntries } from './tree-entries.ts';

/** What stands at a path of a commit. */
export type CommitFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** Inside of a submodule, whose files the mirror does not have. */
  | { readonly kind: 'unknown' };

/** A folder with so large a tree object is not looked through. */
const MAX_TREE_BYTES = 1024 * 1024;

/** Links on the way to a file that are followed. */
const MAX_LINKS = 10;

/** A link's target that is longer leads nowhere. */
const MAX_LINK_BYTES = 4_096;

/**
 * Single files of one commit, read from the object store alone: no filter, hook or submodule is followed, and links
 * only inside of the commit. Folders are read once.
 */
export class CommitFiles {
  readonly #mirror: Mirror;
  readonly #sha: string;
  readonly #signal: AbortSignal;
  readonly #folders = new Map<string, Promise<ReadonlyMap<string, TreeEntry> | null>>();

  constructor(mirror: Mirror, sha: string, signal: AbortSignal) {
    this.#mirror = mirror;
    this.#sha = sha;
    this.#signal = signal;
  }

  /** What stands at a path from the root, with `/`. @throws GitError if the repository cannot be read */
  async read(path: string): Promise<CommitFile> {
    const found = await this.#find(path);
    if ('kind' in found) return found;
    if (found.mode === MODE.folder) return { kind: 'unreadable', reason: 'it is a folder' };
    if (found.mode === MODE.submodule) return { kind: 'unknown' };
    const blob = await readTextBlob(this.#mirror, { sha: this.#sha, path, id: found.id }, this.#signal);
    return 'text' in blob
      ? { kind: 'text', text: blob.text }
      : { kind: 'unreadable', reason: blob.problem.replace(/\.$/, '') };
  }

  /** The names in a folder; empty where there is no such folder. @throws GitError */
  async names(folder: string): Promise<string[]> {
    const found = folder === '' ? this.#root : await this.#find(folder);
    if ('kind' in found || found.mode !== MODE.folder) return [];
    return [...((await this.#entries(found.id))?.keys() ?? [])];
  }

  get #root(): TreeEntry {
    return { mode: MODE.folder, name: '', id: `${this.#sha}^{tree}` };
  }

  /** The entry at a path, or why there is none. */
  async #find(path: string): Promise<TreeEntry | CommitFile> {
    // What is left to go, the next name last.
    const names = path.split('/').toReversed();
    const walked: TreeEntry[] = [this.#root];
    let links = 0;
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      if (name === '' || name === '.') continue;
      if (name === '..') {
        walked.pop();
        if (walked.length === 0) return LEAVES;
        continue;
      }
      const folder = walked.at(-1) ?? this.#root;
      if (folder.mode === MODE.submodule) return { kind: 'unknown' };
      if (folder.mode !== MODE.folder) return { kind: 'missing' };
      const entries = await this.#entries(folder.id);
      if (entries === null) return { kind: 'unreadable', reason: 'its folder holds too many files' };
      const entry = entries.get(name);
      if (entry === undefined) return { kind: 'missing' };
      if (entry.mode !== MODE.link) {
        walked.push(entry);
        continue;
      }
      links += 1;
      const target = links > MAX_LINKS ? null : await this.#target(entry);
      if (target === null) return LEAVES;
      names.push(...target.split('/').toReversed());
    }
    return walked.at(-1) ?? LEAVES;
  }

  /** Null for a link out of the repository. */
  async #target({ id }: TreeEntry): Promise<string | null> {
    const blob = await this.#mirror.read(id, { maxBytes: MAX_LINK_BYTES, signal: this.#signal });
    const target = blob?.content?.toString('utf8') ?? null;
    return target === null || target.startsWith('/') ? null : target;
  }

  /** Null for a folder that is too large. */
  #entries(id: string): Promise<ReadonlyMap<string, TreeEntry> | null> {
    let entries = this.#folders.get(id);
    if (entries === undefined) {
      entries = this.#readEntries(id);
      this.#folders.set(id, entries);
    }
    return entries;
  }

  async #readEntries(id: string): Promise<ReadonlyMap<string, TreeEntry> | null> {
    const tree = await this.#mirror.read(id, { maxBytes: MAX_TREE_BYTES, signal: this.#signal });
    if (tree === null) {
      this.#mirror.distrust(this.#sha);
      throw new GitError(`The mirror does not have all of the commit ${this.#sha}.`, { retryable: true });
    }
    if (tree.content === null) return null;
    return new Map([...treeEntries(tree.content, this.#sha.length / 2)].map((entry) => [entry.name, entry]));
  }
}

const LEAVES: CommitFile = {
  kind: 'unreadable',
  reason: 'it is a link that leads nowhere in the repository',
};
