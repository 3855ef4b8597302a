import type { Mistake } from './mistake.ts';

/** The mistakes without those that only follow from another one. */
export function withoutConsequences(mistakes: readonly Mistake[]): Mistake[] {
  const unknown = mistakes.filter(({ rule }) => rule === 'unknown-key');
  const missing = mistakes.filter((mistake) => isMissingKey(mistake) && !isExplained(mistake, unknown));
  const [first, second] = missing.filter(({ path }) => path.length === 0);
  if (first !== undefined && second?.key === 'jobs') return [{ ...first, message: NO_WORKFLOW }];
  const unindented = unknown.find(({ path }) => path[0] === 'jobs' && path.length === 2);
  return mistakes.filter((mistake) => {
    if (mistake === unindented) return true;
    if (unindented !== undefined && isPartOfJobs(mistake)) return false;
    return !isMissingKey(mistake) || missing.includes(mistake);
  });
}

/** Said once of a file that has none of what makes a workflow; what it has means nothing then. */
const NO_WORKFLOW = 'The file has neither `on` nor `jobs`; it is no workflow.';

function isMissingKey({ rule }: Mistake): boolean {
  return rule === 'missing-key';
}

function isExplained(missing: Mistake, unknown: readonly Mistake[]): boolean {
  return unknown.some((other) => explains(other, missing));
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
