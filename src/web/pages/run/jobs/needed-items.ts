import type { GraphJobShape } from '../../../../server/shapes/index.ts';

/**
 * The item of a file's jobs that a job is, or is in: its own key, or what the keys of a call's jobs begin with.
 * @param prefix what the keys of the file's jobs begin with
 * @returns null where the job is outside of the file
 */
export function itemOf(key: string, prefix: string): string | null {
  if (!key.startsWith(prefix)) return null;
  const slash = key.indexOf('/', prefix.length);
  return slash < 0 ? key : key.slice(0, slash + 1);
}

/** What a job needs, as the file says it: of the jobs of a call not each one, but the call. */
export function neededItems({ key, needs }: Pick<GraphJobShape, 'key' | 'needs'>): readonly string[] {
  return [...new Set(needs.map((need) => itemBeside(need, key)))];
}

/** The item that holds a job, in the innermost file that holds another one as well. */
function itemBeside(need: string, key: string): string {
  let prefix = key.slice(0, key.lastIndexOf('/') + 1);
  while (!need.startsWith(prefix)) prefix = prefix.slice(0, prefix.lastIndexOf('/', prefix.length - 2) + 1);
  return itemOf(need, prefix) ?? need;
}
