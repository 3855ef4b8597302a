import type { Mistake } from './mistake.ts';
import type { FileKind } from './schemas.ts';

/** The filters that some events have. */
const FILTERS = new Set([
  'branches',
  'branches-ignore',
  'tags',
  'tags-ignore',
  'paths',
  'paths-ignore',
  'types',
]);

/** Whether GitHub runs a file that has this mistake. */
export function isTolerated(mistake: Mistake, kind: FileKind): boolean {
  return kind === 'action' ? isToleratedInAction(mistake) : isIgnoredFilter(mistake);
}

/** GitHub passes over a filter that another event has: projects have `create` with `tags`, and start for branches too. */
function isIgnoredFilter({ rule, path }: Mistake): boolean {
  const [on, , filter] = path;
  return rule === 'unknown-key' && path.length === 3 && on === 'on' && FILTERS.has(String(filter));
}

/**
 * GitHub's runner reads of `action.yml` only the defaults of inputs, `outputs` and `runs`, and takes `using` in any case
 * of letters.
 */
function isToleratedInAction({ rule, path, key, correction }: Mistake): boolean {
  const [first, second, third] = path;
  if (first === undefined) return rule === 'missing-key' && key !== 'runs';
  if (rule === 'unknown-key' && path.length === 1) return true;
  if (first === 'inputs') return third !== undefined && third !== 'default';
  if (first === 'runs' && second === 'using') return correction?.wrong.toLowerCase() === correction?.right;
  return first !== 'outputs' && first !== 'runs';
}
