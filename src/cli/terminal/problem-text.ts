import type { Problem } from '../../events/index.ts';
import { printable } from './printable.ts';
import { snippetOf } from './snippet.ts';
import type { Style } from './style.ts';

/** How a mistake is printed. */
export interface ProblemLayout {
  /** The room for a line, its margin included, in cells. Default: 160. */
  readonly columns?: number;
  /** What to write in the place of the marked word. Default: no such line. */
  readonly replacement?: string | undefined;
}

/** What stands before a line of the file: five digits, a space, the bar, a space. */
const MARGIN = 8;

/**
 * A mistake as compilers print it: place, severity, sentence, rule, then the offending line with carets.
 * ```
 * .runbook/ci.yml:4:5: error: `need` is not a key of a job; did you mean `needs`? [unknown-key]
 *     4 |     need: build
 *       |     ^^^^
 *       = help: write `needs`
 * ```
 */
export function formatProblem(
  problem: Problem,
  style: Style,
  { columns = 160, replacement }: ProblemLayout = {},
): string {
  const severity = problem.severity === 'error' ? style.bad('error') : style.warning('warning');
  const place = style.strong(`${printable(problem.file)}:${problem.line}:${problem.column}:`);
  const heading = `${place} ${severity}: ${printable(problem.message)} ${style.faint(`[${problem.rule}]`)}\n`;
  const snippet = snippetOf(problem, Math.max(20, columns - MARGIN));
  const number = String(problem.line).padStart(5);
  const margin = ' '.repeat(number.length);
  const bar = style.faint('|');
  const mark = problem.severity === 'error' ? style.bad : style.warning;
  const lines =
    snippet === null
      ? ''
      : `${style.faint(number)} ${bar} ${snippet.line}\n${margin} ${bar} ${caretLine(snippet.carets, mark)}\n`;
  const help =
    replacement === undefined
      ? ''
      : `${margin} ${style.faint('=')} help: write \`${printable(replacement)}\`\n`;
  return heading + lines + help;
}

/** Only the carets are coloured: a coloured space may be underlined. */
function caretLine(carets: string, mark: Style['bad']): string {
  const start = carets.indexOf('^');
  return carets.slice(0, start) + mark(carets.slice(start));
}

/** `3 errors and 1 warning`; null where there is nothing. */
export function countProblems(problems: readonly Problem[]): string | null {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  return countOf(errors, problems.length - errors);
}

/** `3 errors and 1 warning`; null where there is nothing. */
export function countOf(errors: number, warnings: number): string | null {
  const parts = [counted(errors, 'error'), counted(warnings, 'warning')].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' and ');
}

function counted(count: number, word: string): string | null {
  return count === 0 ? null : `${count} ${word}${count === 1 ? '' : 's'}`;
}
