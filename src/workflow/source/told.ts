import { isWithin, type Path } from './path.ts';
import type { UnplacedProblem } from './source-text.ts';

/**
 * The problems without those that follow from others: what is said of a value that YAML could not read, and what is said
 * of the inside of a value that is of the wrong kind as a whole.
 */
export function told(problems: readonly UnplacedProblem[], unreadable: readonly Path[]): UnplacedProblem[] {
  const unread = new Set(unreadable.map((path) => JSON.stringify(path)));
  const wrong = problems.filter(({ isOfWholeValue }) => isOfWholeValue === true).map(({ path }) => path);
  if (wrong.length === 0 && unreadable.length === 0) return [...problems];
  return problems.filter(
    ({ path, isOfWholeValue }) =>
      !(unread.size > 0 && unread.has(JSON.stringify(path))) &&
      (isOfWholeValue === true || !wrong.some((part) => isWithin(path, part))),
  );
}
