import type { ProjectReader } from './load-project.ts';
import type { ProjectFile } from './project-files.ts';

/** A repository in memory: texts by path from the root; for what is no text, what a reader would say of it. */
export function createMemoryReader(files: { readonly [path: string]: string | ProjectFile }): ProjectReader {
  return {
    read: async (path) => {
      const file = files[path];
      return typeof file === 'string' ? { kind: 'text', text: file } : (file ?? { kind: 'missing' });
    },
    names: async (folder) => {
      const start = folder === '' ? '' : `${folder}/`;
      const inside = Object.keys(files).filter((path) => path.startsWith(start));
      return [...new Set(inside.map((path) => path.slice(start.length).split('/')[0] ?? ''))];
    },
  };
}
