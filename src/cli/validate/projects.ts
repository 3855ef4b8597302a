import { stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { Project, type ProjectPlace } from '../../workflow/index.ts';
import { createDiskReader } from './project-reader.ts';

/** Folders that hold workflows at the top of a repository, for files that are in no git repository. */
const TOP_FOLDERS = new Set(['.runbook', '.github']);

/** The most text that is remembered, in UTF-16 units: of many large files the first are forgotten. */
const MAX_REMEMBERED = 32 * 1024 * 1024;

/** The repositories around files on disk, each read once. */
export class Projects {
  readonly #projects = new Map<string, Project>();
  readonly #roots = new Map<string, Promise<string | null>>();
  #remembered = 0;

  /**
   * Where a file stands, with everything of its repository loaded that it refers to; undefined for a file that is
   * in no repository.
   */
  async placeOf(file: string, source: string): Promise<ProjectPlace | undefined> {
    const absolute = resolve(file);
    const folder = dirname(absolute);
    const known = this.#roots.get(folder) ?? repositoryRootOf(absolute);
    this.#roots.set(folder, known);
    const root = await known;
    return root === null ? undefined : this.placeIn(root, absolute, source, file);
  }

  /**
   * As placeOf, of a file whose repository is known.
   * @param file as problems will name it
   */
  async placeIn(root: string, absolute: string, source: string, file: string): Promise<ProjectPlace> {
    this.#remembered += source.length;
    if (this.#remembered > MAX_REMEMBERED) this.#forget(source);
    let project = this.#projects.get(root);
    if (project === undefined) {
      project = new Project(createDiskReader(root));
      this.#projects.set(root, project);
    }
    const path = relative(root, absolute).replaceAll(sep, '/');
    await project.include({ path, source, file });
    return { files: project, path };
  }

  #forget(source: string): void {
    this.#projects.clear();
    this.#remembered = source.length;
  }
}

/** The nearest folder above a file that git knows, or that has workflows; null: there is none. */
async function repositoryRootOf(absolute: string): Promise<string | null> {
  let withWorkflows: string | null = null;
  for (let folder = dirname(absolute); ; folder = dirname(folder)) {
    if (await isThere(join(folder, '.git'))) return folder;
    const name = folder.slice(folder.lastIndexOf(sep) + 1);
    if (TOP_FOLDERS.has(name)) withWorkflows ??= dirname(folder);
    if (dirname(folder) === folder) return withWorkflows;
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
