import type { ProjectFile } from './project-files.ts';

/** The most files that one file may bring in, itself not counted: GitHub admits 50 called workflows. */
export const MAX_FILES = 200;

/** The most text that one file may bring in, in UTF-16 units. */
export const MAX_TEXT = 4 * 1024 * 1024;

/** What a file brings in from its repository. */
export interface BroughtIn {
  /**
   * The same wherever the same was found: all that can be said of the file follows from it and the file. Empty for a
   * file that refers to nothing.
   */
  readonly identity: string;
  /** The files that could be read, those that the file itself refers to first. */
  readonly paths: readonly string[];
}

/** What stands in place of a file that is one too many. */
export const TOO_MUCH: ProjectFile = {
  kind: 'unreadable',
  reason: `the file that leads here brings in more than ${MAX_FILES} files of its repository, or more than 4 MiB`,
};

/** What one file brings in, as it is found. */
export class Findings {
  readonly #files: Map<string, ProjectFile>;
  readonly #folders = new Map<string, readonly string[]>();
  readonly #start: string;
  #characters = 0;

  constructor(start: string, self: ProjectFile) {
    this.#start = start;
    this.#files = new Map([[start, self]]);
  }

  get isFull(): boolean {
    return this.#files.size > MAX_FILES || this.#characters > MAX_TEXT;
  }

  hasFile(path: string): boolean {
    return this.#files.get(path)?.kind !== 'missing' && this.#files.has(path);
  }

  hasFolder(folder: string): boolean {
    return this.#folders.has(folder);
  }

  addFile(path: string, file: ProjectFile): void {
    // What is refused follows from the rest.
    if (file === TOO_MUCH) return;
    this.#files.set(path, file);
    if (file.kind === 'text') this.#characters += file.text.length;
  }

  addFolder(folder: string, names: readonly string[]): void {
    this.#folders.set(folder, names);
  }

  broughtIn(): BroughtIn {
    const files = [...this.#files].filter(([path]) => path !== this.#start);
    return {
      identity: [...files, ...this.#folders].map((item) => JSON.stringify(item)).join('\n'),
      paths: files.flatMap(([path, { kind }]) => (kind === 'text' ? [path] : [])),
    };
  }
}
