import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbsent } from '../absent-file.ts';

/**
 * Removes the `*.lock` files and unfinished packs that a killed git left in a mirror. Only for a process that
 * holds the data folder alone, and while none of its own git processes writes to the mirror.
 */
export async function removeStaleLocks(gitDirectory: string): Promise<void> {
  await removeMatching(gitDirectory, /\.lock$/);
  await removeMatching(join(gitDirectory, 'objects', 'pack'), /^(\.?tmp_|.*\.lock$)/);
  await removeLocksBelow(join(gitDirectory, 'refs'));
}

async function removeLocksBelow(folder: string): Promise<void> {
  for (const entry of await list(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await removeLocksBelow(path);
    else if (entry.name.endsWith('.lock')) await rm(path, { force: true });
  }
}

async function removeMatching(folder: string, pattern: RegExp): Promise<void> {
  for (const entry of await list(folder)) {
    if (entry.isFile() && pattern.test(entry.name)) await rm(join(folder, entry.name), { force: true });
  }
}

async function list(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}
