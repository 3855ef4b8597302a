import { isJsonObject } from '../../events/json.ts';
import { readDocument } from '../source/read-document.ts';
import { type BroughtIn, Findings, TOO_MUCH } from './brought-in.ts';
import { actionFilesOf, folderOf, pathInProject, WORKFLOW_FOLDERS } from './local-path.ts';
import { type LocalReference, localReferences, startedFiles } from './local-references.ts';
import type { ProjectFile, ProjectFiles } from './project-files.ts';

/** The most names of a folder that are remembered. */
export const MAX_NAMES = 5_000;

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
  /** As problems name it. Default: the path. */
  readonly file?: string;
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
  readonly #referencesOf: (source: string, file: string) => readonly LocalReference[];
  readonly #files = new Map<string, ProjectFile>();
  readonly #names = new Map<string, readonly string[]>();
  readonly #references = new Map<string, readonly LocalReference[]>();

  /** @param referencesOf `localReferences`, or the same with a memory */
  constructor(
    reader: ProjectReader,
    referencesOf: (source: string, file: string) => readonly LocalReference[] = localReferences,
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
   */
  async include(start: ProjectStart): Promise<BroughtIn> {
    const self: ProjectFile = { kind: 'text', text: start.source };
    if (!this.#files.has(start.path)) this.#files.set(start.path, self);
    const found = new Findings(start.path, self);
    const pending: ProjectStart[] = [start];
    for (let file = pending.shift(); file !== undefined; file = pending.shift()) {
      for (const reference of this.#referencesIn(file)) {
        const next = await this.#follow(reference, found);
        if (next !== null) pending.push(next);
      }
    }
    for (const folder of startedFolders(start)) await this.#list(folder);
    return found.broughtIn();
  }

  #referencesIn({ path, source, file = path }: ProjectStart): readonly LocalReference[] {
    const references = this.#references.get(path) ?? this.#referencesOf(source, file);
    this.#references.set(path, references);
    return references;
  }

  /** Loads what a reference names; gives the file where it was not found before. */
  async #follow(reference: LocalReference, found: Findings): Promise<ProjectStart | null> {
    for (const path of pathsOf(reference)) {
      if (found.hasFile(path)) return null;
      const file = found.isFull ? this.#refuse(path) : await this.#read(path);
      found.addFile(path, file);
      if (file.kind !== 'missing') return file.kind === 'text' ? { path, source: file.text } : null;
    }
    for (const folder of foldersNear(reference)) {
      if (!found.hasFolder(folder)) found.addFolder(folder, await this.#list(folder));
    }
    return null;
  }

  #refuse(path: string): ProjectFile {
    const file = this.#files.get(path) ?? TOO_MUCH;
    this.#files.set(path, file);
    return file;
  }

  async #read(path: string): Promise<ProjectFile> {
    const file = this.#files.get(path) ?? (await this.#reader.read(path));
    this.#files.set(path, file);
    return file;
  }

  async #list(folder: string): Promise<readonly string[]> {
    const names = this.#names.get(folder) ?? (await this.#reader.names(folder)).slice(0, MAX_NAMES);
    this.#names.set(folder, names);
    return names;
  }
}

/** Where the file may be that a reference names, in the order in which the places count. */
function pathsOf(reference: LocalReference): string[] {
  return reference.kind === 'action' ? actionFilesOf(reference.folder) : [reference.path];
}

/** Folders whose names say what may have been meant by a reference to a file that is not there. */
function foldersNear(reference: LocalReference): string[] {
  if (reference.kind === 'workflow') return WORKFLOW_FOLDERS;
  const { folder } = reference;
  return [folder, folderOf(folder), folderOf(`.github/${folder}`)];
}

const UNKNOWN: ProjectFile = { kind: 'unknown' };

/** The folders in which the files must be that an action starts; none for a workflow. */
function startedFolders({ path, source, file = path }: ProjectStart): string[] {
  if (!/^runs\b/m.test(source)) return [];
  const { json } = readDocument(file, source);
  return (isJsonObject(json) ? startedFiles(json) : []).flatMap((started) => {
    const place = pathInProject(folderOf(path), started.path);
    return place === null ? [] : [folderOf(place)];
  });
}
