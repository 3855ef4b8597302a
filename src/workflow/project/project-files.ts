/** What the language knows of the repository around a file: read beforehand, so that looking is pure. */

/** What stands at a path of the repository. */
export type ProjectFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  /** It is there and is no file to read: too large, not UTF-8, a link that leaves the repository. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** Nobody looked, or nobody can (the content of a submodule): nothing may be said of it. */
  | { readonly kind: 'unknown' };

/**
 * The files of a repository as they are at one commit, or on disk, as far as they were loaded. Paths count from the
 * root, with `/`, without `./` in front; the root itself is the empty path.
 */
export interface ProjectFiles {
  file(path: string): ProjectFile;
  /** The names in a folder, empty where there is no such folder; null where nobody looked. */
  names(folder: string): readonly string[] | null;
}

/** Where a file stands in its repository. */
export interface ProjectPlace {
  readonly files: ProjectFiles;
  /** From the repository's root; also where problems name the file by another path. */
  readonly path: string;
}
