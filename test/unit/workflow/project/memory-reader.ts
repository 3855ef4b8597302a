import type { ProjectFile, ProjectReader } from '../../../../src/workflow/index.ts';

/** A repository in memory: files by path from the root; what is no text stands as what a reader would say of it. */
export function createMemoryReader(files: { readonly [path: string]: string | ProjectFile }): ProjectReader {
  return {
    read: async (path) => {
      const file = files[path];
      return typeof file === 'string' ? { kind: 'text', text: file } : (file ?? { kind: 'missing' });
    },
    names: async (folder) => {
      const inside = Object.keys(files)
        .filter((path) => folder === '' || path.startsWith(`${folder}/`))
        .map((path) => (folder === '' ? path : path.slice(folder.length + 1)));
      return [...new Set(inside.map((path) => path.split('/')[0] ?? ''))];
    },
  };
}
