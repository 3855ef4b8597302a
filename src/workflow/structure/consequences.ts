import type { Mistake } from './mistake.ts';

/** The mistakes without those that only follow from another one. */
export function withoutConsequences(mistakes: readonly Mistake[]): Mistake[] {
  const unknown = mistakes.filter(({ rule }) => rule === 'unknown-key');
  const unindented = unknown.find(({ path }) => path[0] === 'jobs' && path.length === 2);
  return mistakes.filter((mistake) => {
    if (mistake === unindented) return true;
    if (unindented !== undefined && isPartOfJobs(mistake)) return false;
    return mistake.rule !== 'missing-key' || !unknown.some((other) => explains(other, mistake));
  });
}

/** Where a job's keys stand beside its id, the job is empty, and each key is a mistake of the same kind. */
function isPartOfJobs({ rule, path }: Mistake): boolean {
  return path[0] === 'jobs' && path.length === 2 && (rule === 'unknown-key' || rule === 'wrong-type');
}

/**
 * Whether a key is missing because of one that is unknown: it is that key misspelt, it stands there at the wrong
 * place, or the map is another thing than it was taken for (`use` makes no job with steps).
 */
function explains(unknown: Mistake, missing: Mistake): boolean {
  if (typeof unknown.key !== 'string' && unknown.key !== null) return false;
  const isInSameMap = samePath(unknown.path.slice(0, -1), missing.path);
  if (unknown.key === missing.key) return isInSameMap || unknown.path.at(-1) === missing.key;
  return isInSameMap && (unknown.key === null || unknown.key === 'uses' || isMoved(unknown));
}

function isMoved({ key, path }: Mistake): boolean {
  return key === path.at(-1);
}

function samePath(a: Mistake['path'], b: Mistake['path']): boolean {
  return a.length === b.length && a.every((segment, index) => segment === b[index]);
}
