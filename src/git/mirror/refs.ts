import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbsent, readIfThere } from '../absent-file.ts';
import { isObjectId } from '../../events/git-names.ts';

/**
 * The refs of a repository below the given prefixes (`refs/heads`, `refs/tags`), read from its files: full
 * name to object id. Symbolic refs are left out.
 */
export async function readRefs(
  gitDirectory: string,
  prefixes: readonly string[],
): Promise<Map<string, string>> {
  // Loose refs first, as git does: a ref that `pack-refs` moves meanwhile is then found in one of the two places.
  const loose = new Map<string, string>();
  for (const prefix of prefixes) {
    for (const name of await looseRefNames(gitDirectory, prefix)) {
      const id = (await readIfThere(join(gitDirectory, name)))?.trim();
      if (id !== undefined && isObjectId(id)) loose.set(name, id);
    }
  }
  const packed = (await readPackedRefs(gitDirectory)).filter(([name]) =>
    prefixes.some((prefix) => name.startsWith(`${prefix}/`)),
  );
  return new Map([...packed, ...loose]);
}

/** The names of the loose refs below a prefix; a name that git would not accept (a lock) is left out. */
export async function looseRefNames(gitDirectory: string, prefix: string): Promise<string[]> {
  let entries;
  try {
    entries = await readdir(join(gitDirectory, prefix), { withFileTypes: true });
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
  const names: string[] = [];
  for (const entry of entries) {
    const name = `${prefix}/${entry.name}`;
    if (entry.isDirectory()) names.push(...(await looseRefNames(gitDirectory, name)));
    else if (entry.isFile() && !name.endsWith('.lock')) names.push(name);
  }
  return names;
}

/** What `packed-refs` holds; annotated tags' peeled lines are left out. */
export async function readPackedRefs(gitDirectory: string): Promise<[name: string, id: string][]> {
  const text = (await readIfThere(join(gitDirectory, 'packed-refs'))) ?? '';
  const refs: [string, string][] = [];
  for (const line of text.split('\n')) {
    const space = line.indexOf(' ');
    if (space <= 0 || line.startsWith('#')) continue;
    refs.push([line.slice(space + 1), line.slice(0, space)]);
  }
  return refs;
}
