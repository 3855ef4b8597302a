import { isJsonObject } from '../../events/json.ts';
import { SourceDocument } from '../source/document.ts';
import { actionFilesOf, folderOf, pathInProject } from './local-path.ts';
import { type LocalReference, localReferences, startedFiles } from './local-references.ts';
import type { ProjectFile, ProjectFiles } from './project-files.ts';

/** The most files that one file may bring in, itself not counted: GitHub admits 50 called workflows. */
export const MAX_FILES = 200;

/** The most text that one file may bring in, in UTF-16 units. */
export const MAX_TEXT = 4 * 1024 * 1024;

/** Reads a repository at one commit, or on disk. What it rejects with, loading rejects with. */
export interface ProjectReader {
  /** What stands at a path from the root. Never `unknown` for what it could look at. */
  read(path: string): Promise<ProjectFile>;
  /** The names in a folder; empty where there is none. */
  names(folder: string): Promise<readonly string[]>;
}

/** A file to start from. */
export interface ProjectStart {
  /** From the repository's root. */
  readonly path: string;
  readonly source: string;
}

/** One file and everything of its repository that it brings in. */
export async function loadProject(reader: ProjectReader, start: ProjectStart): Promise<ProjectFiles> {
  const project = new Project(reader);
  await project.include(start);
  return project;
}

/**
 * The files of one repository, loaded as far as the files included so far refer to them, directly or through others.
 * What is here once stays as it is: include nothing of another commit.
 */
export class Project implements ProjectFiles {
  readonly #reader: ProjectReader;
  readonly #referencesOf: (source: string) => readonly LocalReference[];
  readonly #files = new Map<string, ProjectFile>();
  readonly #names = new Map<string, readonly string[]>();

  /** @param referencesOf `localReferences`, or the same with a memory */
  constructor(
    reader: ProjectReader,
    referencesOf: (source: string) => readonly LocalReference[] = localReferences,
  ) {
    this.#reader = reader;
    this.#referencesOf = referencesOf;
  }

  file(path: string): ProjectFile {
    return this.#files.get(path) ?? UNKNOWN;
  }

  names(folder: string): readonly string[] | null {
    return this.#names.get(folder) ?? null;
  }

  /**
   * Loads what a file refers to, and what that refers to, within MAX_FILES and MAX_TEXT: what is over them is
   * `unreadable` with the reason. Circles end by themselves.
   * @returns a text that is the same wherever the same was found: all that can be said of the file follows from it
   * and the file; empty for a file that refers to nothing
   */
  async include(start: ProjectStart): Promise<string> {
    const self: ProjectFile = { kind: 'text', text: start.source };
    if (!this.#files.has(start.path)) this.#files.set(start.path, self);
    const seen = new Map<string, ProjectFile>([[start.path, self]]);
    const found: string[] = [];
    let characters = 0;
    const look = async (path: string): Promise<ProjectFile> => {
      const known = seen.get(path);
      if (known !== undefined) return known;
      if (seen.size > MAX_FILES || characters > MAX_TEXT) this.#files.set(path, TOO_MUCH);
      const file = await this.#read(path);
      seen.set(path, file);
      if (file.kind === 'text') characters += file.text.length;
      found.push(JSON.stringify([path, file]));
      return file;
    };
    const list = async (folder: string): Promise<void> => {
      found.push(JSON.stringify([folder, await this.#list(folder)]));
    };

    const pending = [start.source];
    const queued = new Set([start.path]);
    for (let source = pending.shift(); source !== undefined; source = pending.shift()) {
      for (const reference of this.#referencesOf(source)) {
        const paths = reference.kind === 'action' ? actionFilesOf(reference.folder) : [reference.path];
        const place = await firstThere(paths, look);
        if (place === null) {
          // What is there instead says what may have been meant.
          if (reference.kind === 'action') await list(reference.folder);
          await list(folderOf(reference.kind === 'action' ? reference.folder : reference.path));
        } else if (place.file.kind === 'text' && !queued.has(place.path)) {
          queued.add(place.path);
          pending.push(place.file.text);
        }
      }
    }
    for (const folder of startedFolders(start)) await this.#list(folder);
    return found.join('\n');
  }

  async #read(path: string): Promise<ProjectFile> {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const file = await this.#reader.read(path);
    this.#files.set(path, file);
    return file;
  }

  async #list(folder: string): Promise<readonly string[]> {
    const known = this.#names.get(folder);
    if (known !== undefined) return known;
    const names = await this.#reader.names(folder);
    this.#names.set(folder, names);
    return names;
  }
}

const UNKNOWN: ProjectFile = { kind: 'unknown' };

const TOO_MUCH: ProjectFile = {
  kind: 'unreadable',
  reason: `the file that leads here brings in more than ${MAX_FILES} files of its repository, or more than 4 MiB`,
};

/** The folders in which the files must be that an action starts; none for a workflow. */
function startedFolders({ path, source }: ProjectStart): string[] {
  if (!/^runs\b/m.test(source)) return [];
  const { json } = new SourceDocument(path, source);
  return (isJsonObject(json) ? startedFiles(json) : []).flatMap((started) => {
    const place = pathInProject(folderOf(path), started.path);
    return place === null ? [] : [folderOf(place)];
  });
}

async function firstThere(
  paths: readonly string[],
  look: (path: string) => Promise<ProjectFile>,
): Promise<{ path: string; file: ProjectFile } | null> {
  for (const path of paths) {
    const file = await look(path);
    if (file.kind !== 'missing') return { path, file };
  }
  return null;
}
