import type { Problem } from '../events/problem.ts';
import type { UnplacedProblem } from './source/source-text.ts';
import { MAX_PROBLEMS } from './structure/index.ts';
import { NOT_EXECUTED } from './validate/index.ts';

/**
 * In the order of the file; where the list must be cut errors come first, then what is not executed, of which a
 * run must know, so that none is lost to warnings.
 */
export function placed(known: readonly Problem[], unplaced: readonly UnplacedProblem[]): Problem[] {
  const all = [...known.map((problem) => ({ ...problem, place: () => problem })), ...unplaced];
  const errors = all.filter(({ severity }) => severity === 'error');
  const warnings = all.filter(({ severity }) => severity === 'warning');
  const ranked = [
    ...warnings.filter(({ rule }) => rule === NOT_EXECUTED),
    ...warnings.filter(({ rule }) => rule !== NOT_EXECUTED),
  ];
  const problems = [...errors, ...ranked].slice(0, MAX_PROBLEMS).map(({ place }) => place());
  // What stands under an anchor is read once for each alias, and is one mistake.
  const distinct = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...distinct.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}
