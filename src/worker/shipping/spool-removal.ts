import type { Dirent } from 'node:fs';
import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface SpoolRemoval {
  /** The folder of the logs. */
  readonly root: string;
  /** Whether a job's folder has to stay: output in it is not stored, or is being read. */
  readonly needed: (folder: string) => boolean;
  /** Folders whose time is before this go: milliseconds since 1970 UTC. */
  readonly before: number;
  /** Whether others have to go too, the oldest first, asked again after each. */
  readonly needsRoom: () => boolean;
}

/** Folders between the root and a job's: owner, name, run number. */
const LEVELS = ['owner', 'name', 'run'];

/** Removes the logs of jobs that nobody needs, the oldest first. @returns how many jobs' */
export async function removeSpooled(removal: SpoolRemoval): Promise<number> {
  const jobs = await jobFolders(removal.root);
  let removed = 0;
  for (const { path, written } of jobs.sort((one, other) => one.written - other.written)) {
    if (written >= removal.before && !removal.needsRoom()) break;
    if (removal.needed(path)) continue;
    await rm(path, { recursive: true, force: true });
    await removeEmpty(dirname(path), LEVELS.length);
    removed += 1;
  }
  return removed;
}

/** The folder of each job, and its time: when its output was stored, or the last file in it was made. */
async function jobFolders(root: string): Promise<{ readonly path: string; readonly written: number }[]> {
  let folders = [root];
  for (let level = 0; level <= LEVELS.length; level++) {
    const below: string[] = [];
    for (const folder of folders) {
      for (const entry of await entries(folder))
        if (entry.isDirectory()) below.push(join(folder, entry.name));
    }
    folders = below;
  }
  const found: { readonly path: string; readonly written: number }[] = [];
  for (const path of folders) {
    const written = await stat(path).catch(() => null);
    if (written !== null) found.push({ path, written: written.mtimeMs });
  }
  return found;
}

async function entries(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

/** Removes a folder and those above it as far as nothing is in them. */
async function removeEmpty(folder: string, levels: number): Promise<void> {
  let path = folder;
  for (let level = 0; level < levels; level++) {
    const empty = await rmdir(path).then(
      () => true,
      () => false,
    );
    if (!empty) return;
    path = dirname(path);
  }
}
