import { describe, expect, it } from 'vitest';
import { countProblems, formatProblem } from '../../../../src/cli/terminal/problem-text.ts';
import { PLAIN_STYLE } from '../../../../src/cli/terminal/style.ts';
import type { Problem } from '../../../../src/events/index.ts';

const problem: Problem = {
  file: '.runbook/ci.yml',
  line: 4,
  column: 5,
  endLine: 4,
  endColumn: 9,
  severity: 'error',
  rule: 'unknown-key',
  message: '`need` is not a key of a job; did you mean `needs`?',
  snippet: '    need: build',
};

describe('a mistake in a file', () => {
  it('is printed with its place, its rule, the line, and carets below what is wrong', () => {
    expect(formatProblem(problem, PLAIN_STYLE)).toBe(
      [
        '.runbook/ci.yml:4:5: error: `need` is not a key of a job; did you mean `needs`? [unknown-key]',
        '    4 |     need: build',
        '      |     ^^^^',
        '',
      ].join('\n'),
    );
  });

  it('that goes over several lines is marked to the end of its first', () => {
    const long = { ...problem, endLine: 7, endColumn: 1 };
    expect(formatProblem(long, PLAIN_STYLE)).toContain('      |     ^^^^^^^^^^^\n');
  });

  it('that has no width gets one caret', () => {
    expect(formatProblem({ ...problem, endColumn: 5 }, PLAIN_STYLE)).toContain('|     ^\n');
  });

  it('without a line of the file has only its heading', () => {
    const { snippet: _, ...bare } = problem;
    expect(formatProblem(bare, PLAIN_STYLE).split('\n')).toHaveLength(2);
  });
});

describe('a count of mistakes', () => {
  it('names errors and warnings that there are', () => {
    const warning = { ...problem, severity: 'warning' as const };
    expect(countProblems([])).toBeNull();
    expect(countProblems([problem])).toBe('1 error');
    expect(countProblems([problem, problem, warning])).toBe('2 errors and 1 warning');
  });
});
