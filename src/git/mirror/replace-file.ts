import { rename, writeFile } from 'node:fs/promises';

/**
 * Puts a text in the place of a small file that others read at any time: they find the old one or the new one, never
 * an empty one, and so does who comes after a kill in between. One call at a time for a file.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const next = `${path}.new`;
  await writeFile(next, text);
  await rename(next, path);
}
