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

/** Whether a key is missing because of one that is unknown, or that one is the missing key at the wrong place. */
function explains(unknown: Mistake, missing: Mistake): boolean {
  if (missing.key === undefined) return false;
  if (unknown.key === missing.key) return true;
  const isInSameMap = isSamePath(unknown.path.slice(0, -1), missing.path);
  return isInSameMap && unknown.explains?.includes(missing.key) === true;
}

function isSamePath(a: Mistake['path'], b: Mistake['path']): boolean {
  return a.length === b.length && a.every((segment, index) => segment === b[index]);
}
