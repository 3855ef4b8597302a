import type { Problem } from '../events/problem.ts';
import type { Checked } from './fixes/index.ts';
import type { Edit, UnplacedProblem } from './source/source-text.ts';
import { MAX_PROBLEMS } from './structure/index.ts';
import { NOT_EXECUTED } from './validate/index.ts';

/**
 * In the order of the file; where the list must be cut errors come first, then what is not executed, of which a
 * run must know, so that none is lost to warnings.
 */
export function placed(known: readonly Problem[], unplaced: readonly UnplacedProblem[]): Checked {
  const all = [...known.map(asUnplaced), ...unplaced];
  const errors = all.filter(({ severity }) => severity === 'error');
  const warnings = all.filter(({ severity }) => severity === 'warning');
  const ranked = [
    ...warnings.filter(({ rule }) => rule === NOT_EXECUTED),
    ...warnings.filter(({ rule }) => rule !== NOT_EXECUTED),
  ];
  const found = [...errors, ...ranked].slice(0, MAX_PROBLEMS).map(withEdit);
  // What stands under an anchor is read once for each alias, and is one mistake.
  const distinct = new Map(found.map((one) => [identityOf(one.problem), one]));
  const sorted = [...distinct.values()].sort(
    ({ problem: a }, { problem: b }) => a.line - b.line || a.column - b.column,
  );
  return {
    problems: sorted.map(({ problem }) => problem),
    fixes: sorted.flatMap(({ problem, edit }) => (edit === null ? [] : [{ problem, edit }])),
  };
}

function asUnplaced(problem: Problem): UnplacedProblem {
  return { severity: problem.severity, rule: problem.rule, path: [], place: () => problem };
}

function withEdit({ place, edit }: UnplacedProblem): { problem: Problem; edit: Edit | null } {
  return { problem: place(), edit: edit?.() ?? null };
}

function identityOf({ line, column, endColumn, rule, message }: Problem): string {
  return `${line}:${column}-${endColumn} ${rule} ${message}`;
}
