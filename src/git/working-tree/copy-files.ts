import { constants, type Stats } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isAbsent } from '../absent-file.ts';
import { isWithin } from './layout.ts';

/** Files copied at once: the disk's queue is kept filled, the number of open files small. */
const CONCURRENCY = 16;

/**
 * Copies the named files (relative paths) as they are on disk: content, executable bits, links as links. A
 * name that is gone, or that lies behind a link that took its folder's place, is left out, as git sees it as
 * deleted; a folder (a submodule, a repository in the repository) becomes an empty one.
 */
export async function copyFiles(
  from: string,
  to: string,
  names: Iterable<string>,
  signal: AbortSignal,
): Promise<void> {
  const folders = new FolderCopies(from, to);
  await eachAtOnce(names, async (name) => {
    signal.throwIfAborted();
    if (!(await folders.make(dirname(name)))) return;
    const stats = await statLink(join(from, name));
    if (stats !== null) await copyOne(join(from, name), join(to, name), stats);
  });
}

/** The relative paths of all files below a folder, apart from what lies on the way to `except`. */
export async function* listFiles(folder: string, except: string, below = ''): AsyncGenerator<string> {
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const name = join(below, entry.name);
    // The copy may lie inside of what is copied.
    if (isWithin(except, join(folder, name))) continue;
    if (entry.isDirectory()) yield* listFiles(folder, except, name);
    else yield name;
  }
}

async function copyOne(from: string, to: string, stats: Stats): Promise<void> {
  if (stats.isSymbolicLink()) await symlink(await readlink(from), to);
  else if (stats.isDirectory()) await mkdir(to, { recursive: true });
  // Where the file system can, the copy shares its blocks. Sockets and devices are no files of a checkout.
  else if (stats.isFile()) await copyFile(from, to, constants.COPYFILE_FICLONE);
}

/** Makes each folder of the copy once, and only where the original is a real folder all the way. */
class FolderCopies {
  readonly #from: string;
  readonly #to: string;
  readonly #made = new Map<string, Promise<boolean>>();

  constructor(from: string, to: string) {
    this.#from = from;
    this.#to = to;
  }

  make(name: string): Promise<boolean> {
    if (name === '.') return Promise.resolve(true);
    let made = this.#made.get(name);
    if (made === undefined) {
      made = this.#makeOne(name);
      this.#made.set(name, made);
    }
    return made;
  }

  async #makeOne(name: string): Promise<boolean> {
    if (!(await this.make(dirname(name)))) return false;
    const stats = await statLink(join(this.#from, name));
    if (stats === null || !stats.isDirectory()) return false;
    await mkdir(join(this.#to, name), { recursive: true });
    return true;
  }
}

async function statLink(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

async function eachAtOnce(names: Iterable<string>, work: (name: string) => Promise<void>): Promise<void> {
  const iterator = names[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, lane));
}
