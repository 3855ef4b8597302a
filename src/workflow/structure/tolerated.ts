import type { Mistake } from './mistake.ts';
import type { FileKind } from './schemas.ts';

/** Whether GitHub runs a file although it has this mistake. */
export function isTolerated(mistake: Mistake, kind: FileKind): boolean {
  return kind === 'action' ? isToleratedInAction(mistake) : isToleratedInWorkflow(mistake);
}

/** What stands below `workflow_dispatch` beside `inputs` is passed over. */
function isToleratedInWorkflow({ rule, path: [first, second, third, ...deeper] }: Mistake): boolean {
  const isBelowDispatch = first === 'on' && second === 'workflow_dispatch' && third !== undefined;
  return isBelowDispatch && rule === 'unknown-key' && deeper.length === 0;
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
