import type { Mistake } from './mistake.ts';

/**
 * Whether GitHub runs an action whose file has this mistake. Its runner reads of `action.yml` only the defaults of
 * inputs, `outputs` and `runs`, and takes `using` in any case of letters.
 */
export function isTolerated({ rule, path, key, correction }: Mistake): boolean {
  const [first, second, third] = path;
  if (first === undefined) return rule === 'missing-key' && key !== 'runs';
  if (rule === 'unknown-key' && path.length === 1) return true;
  if (first === 'inputs') return third !== undefined && third !== 'default';
  if (first === 'runs' && second === 'using') return correction?.wrong.toLowerCase() === correction?.right;
  return first !== 'outputs' && first !== 'runs';
}
