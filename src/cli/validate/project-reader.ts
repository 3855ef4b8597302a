import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { ProjectFile, ProjectReader } from '../../workflow/index.ts';
import { isAbsent } from '../unreadable.ts';
import { readWorkflowText } from './read-file.ts';

/**
 * Reads a repository as it is on disk. Links are followed inside of it only; what cannot be read says why.
 * @param root the repository's folder, absolute
 */
export function createDiskReader(root: string): ProjectReader {
  return {
    async read(path) {
      try {
        const place = await placeInside(root, path);
        if (place === null) return unreadable('it is a link that leaves the repository');
        const found = await stat(place);
        if (found.isDirectory()) return unreadable('it is a folder');
        // A pipe or a device would keep its reader waiting.
        if (!found.isFile()) return unreadable('it is not a file');
        const content = await readWorkflowText(place);
        if ('text' in content) return { kind: 'text', text: content.text };
        return unreadable(
          content.problem.rule === 'not-utf8' ? 'it is not UTF-8 text' : 'it is larger than 1 MiB',
        );
      } catch (error) {
        return isAbsent(error) ? { kind: 'missing' } : unreadable('this machine does not let it be read');
      }
    },
    async names(folder) {
      try {
        const place = await placeInside(root, folder);
        return place === null ? [] : (await readdir(place)).sort();
      } catch {
        return [];
      }
    },
  };
}

/** The path without links; null where that is outside of the root. */
async function placeInside(root: string, path: string): Promise<string | null> {
  const top = await realpath(root);
  const place = await realpath(join(root, path));
  return place === top || place.startsWith(top.endsWith(sep) ? top : `${top}${sep}`) ? place : null;
}

function unreadable(reason: string): ProjectFile {
  return { kind: 'unreadable', reason };
}
