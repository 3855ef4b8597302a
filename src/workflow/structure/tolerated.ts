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

/** Whether GitHub runs a file although it has this mistake. */
export function isTolerated(mistake: Mistake, kind: FileKind): boolean {
  return kind === 'action' ? isToleratedInAction(mistake) : isToleratedInWorkflow(mistake);
}

/**
 * What stands below `workflow_dispatch` beside `inputs` is passed over, as is a filter that only other events have:
 * projects write `tags` below `create`, and are started for branches too.
 */
function isToleratedInWorkflow({ rule, path: [on, event, key, ...deeper] }: Mistake): boolean {
  const isBelowEvent = on === 'on' && key !== undefined && deeper.length === 0;
  if (rule !== 'unknown-key' || !isBelowEvent) return false;
  return event === 'workflow_dispatch' || FILTERS.has(String(key));
}

/** GitHub's runner reads of `action.yml` only the defaults of inputs, `outputs` and `runs`, and `using` in any case. */
function isToleratedInAction({ rule, path, key, correction }: Mistake): boolean {
  const [first, second, third] = path;
  if (first === undefined) return rule === 'missing-key' && key !== 'runs';
  if (rule === 'unknown-key' && path.length === 1) return true;
  if (first === 'inputs') return third !== undefined && third !== 'default';
  if (first === 'runs' && second === 'using') return correction?.wrong.toLowerCase() === correction?.right;
  return first !== 'outputs' && first !== 'runs';
}
