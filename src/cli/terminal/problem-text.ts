import type { Problem } from '../../events/index.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/**
 * A mistake as compilers print it: place, severity, sentence, rule, then the offending line with carets.
 * ```
 * .runbook/ci.yml:4:5: error: `need` is not a key of a job; did you mean `needs`? [unknown-key]
 *     4 |     need: build
 *       |     ^^^^
 * ```
 */
export function formatProblem(problem: Problem, style: Style): string {
  const severity = problem.severity === 'error' ? style.bad('error') : style.warning('warning');
  const place = style.strong(`${printable(problem.file)}:${problem.line}:${problem.column}:`);
  const heading = `${place} ${severity}: ${printable(problem.message)} ${style.faint(`[${problem.rule}]`)}\n`;
  if (problem.snippet === undefined || problem.snippet === '') return heading;
  const number = String(problem.line).padStart(5);
  const margin = ' '.repeat(number.length);
  const bar = style.faint('|');
  return `${heading}${style.faint(number)} ${bar} ${printable(problem.snippet)}\n${margin} ${bar} ${carets(problem, problem.snippet)}\n`;
}

/** `3 errors and 1 warning`; null where there is nothing. */
export function countProblems(problems: readonly Problem[]): string | null {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.length - errors;
  const parts = [counted(errors, 'error'), counted(warnings, 'warning')].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' and ');
}

function carets(problem: Problem, snippet: string): string {
  const end = problem.endLine > problem.line ? snippet.length + 1 : problem.endColumn;
  const width = Math.max(1, Math.min(end, snippet.length + 1) - problem.column);
  return ' '.repeat(problem.column - 1) + '^'.repeat(width);
}

function counted(count: number, word: string): string | null {
  return count === 0 ? null : `${count} ${word}${count === 1 ? '' : 's'}`;
}
