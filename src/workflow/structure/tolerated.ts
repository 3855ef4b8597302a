import type { Mistake } from './check.ts';

/**
 * Whether GitHub runs an action whose file has this mistake. Its runner reads of `action.yml` only the defaults of
 * inputs, `outputs` and `runs`, and takes `using` in any case of letters.
 */
export function isTolerated({ rule, path, message, meant, written }: Mistake): boolean {
  const [first, second, third] = path;
  if (first === undefined) return rule === 'missing-key' && !message.includes('`runs`');
  if (path.length === 1 && rule === 'unknown-key') return true;
  if (first === 'inputs') return third !== undefined && third !== 'default';
  if (first === 'runs' && second === 'using') return isOtherCaseOf(meant, written);
  return first !== 'outputs' && first !== 'runs';
}

function isOtherCaseOf(meant: string | null | undefined, written: unknown): boolean {
  return typeof meant === 'string' && typeof written === 'string' && meant === written.toLowerCase();
}
