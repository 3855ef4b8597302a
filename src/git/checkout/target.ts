import { lstat, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAbsent } from '../absent-file.ts';

/**
 * Prepares a folder for a checkout, as actions/checkout does: what is no checkout is emptied, and a checkout
 * too where `clean` is wished (all files are written anew, so that is `git clean -ffdx` and `git reset --hard`
 * at once). The old `.git` never survives: its configuration and hooks may be a step's work.
 *
 * Gives the path of the index of the former checkout where files were kept, so that git can remove the files
 * it tracked; the caller moves it away.
 */
export async function prepareTarget(target: string, clean: boolean): Promise<string | null> {
  await mkdir(target, { recursive: true });
  const names = await readdir(target);
  if (names.length === 0) return null;
  const keep = !clean && (await isRealFolder(join(target, '.git')));
  if (!keep) {
    await Promise.all(names.map((name) => rm(join(target, name), { recursive: true, force: true })));
    return null;
  }
  const aside = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  const index = join(target, '.git', 'index');
  let kept: string | null = null;
  if (await isRealFile(index)) {
    kept = join(aside, 'index');
    await rename(index, kept);
  }
  await rm(join(target, '.git'), { recursive: true, force: true });
  if (kept === null) await rm(aside, { recursive: true, force: true });
  return kept;
}

async function isRealFolder(path: string): Promise<boolean> {
  return (await statWithoutFollowing(path))?.isDirectory() ?? false;
}

async function isRealFile(path: string): Promise<boolean> {
  return (await statWithoutFollowing(path))?.isFile() ?? false;
}

async function statWithoutFollowing(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}
