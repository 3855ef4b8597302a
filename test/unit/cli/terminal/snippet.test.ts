import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../../../src/cli/terminal/cells.ts';
import { snippetOf } from '../../../../src/cli/terminal/snippet.ts';
import type { Problem } from '../../../../src/events/index.ts';

/** A problem of a part of a line. */
function problemAt(line: string, part: string, more: Partial<Problem> = {}): Problem {
  const column = line.indexOf(part) + 1;
  return {
    file: 'ci.yml',
    line: 1,
    column,
    endLine: 1,
    endColumn: column + part.length,
    severity: 'error',
    rule: 'x',
    message: 'm',
    snippet: line,
    ...more,
  };
}

/** The cells above the carets. */
function marked(problem: Problem, cells = 60): { line: string; from: number; width: number } | null {
  const snippet = snippetOf(problem, cells);
  if (snippet === null) return null;
  const from = snippet.carets.indexOf('^');
  return { line: snippet.line, from, width: snippet.carets.length - from };
}

describe('the carets below a line', () => {
  it.each([
    { what: 'plain text', line: '  name: wrong', part: 'wrong', from: 8, width: 5 },
    { what: 'a tab, which is one cell', line: '\tname:\twrong', part: 'wrong', from: 7, width: 5 },
    { what: 'wide characters before', line: '日本: wrong', part: 'wrong', from: 6, width: 5 },
    { what: 'wide characters marked', line: 'a: 日本', part: '日本', from: 3, width: 4 },
    { what: 'an emoji before', line: '🚀: wrong', part: 'wrong', from: 4, width: 5 },
    { what: 'an emoji made of several', line: '👩‍👩‍👧: wrong', part: 'wrong', from: 4, width: 5 },
    { what: 'a flag', line: '🇯🇵: wrong', part: 'wrong', from: 4, width: 5 },
    { what: 'an accent of its own', line: 'cafe\u0301: wrong', part: 'wrong', from: 6, width: 5 },
  ])('stand right with $what', ({ line, part, from, width }) => {
    expect(marked(problemAt(line, part))).toMatchObject({ from, width });
  });

  it('are one where a mistake is behind the end of the line', () => {
    expect(marked(problemAt('a:', 'a', { column: 3, endColumn: 4 }))).toMatchObject({ from: 2, width: 1 });
  });
});

describe('a line that is too long', () => {
  it.each([
    { place: 'at its start', before: 0, after: 500 },
    { place: 'in its middle', before: 500, after: 500 },
    { place: 'at its end', before: 500, after: 0 },
  ])('is cut around a place $place', ({ before, after }) => {
    const line = `${'x'.repeat(before)}WRONG${'y'.repeat(after)}`;
    const shown = marked(problemAt(line, 'WRONG'));
    expect(cellsOf(shown!.line)).toBeLessThanOrEqual(60);
    expect(shown!.line.slice(shown!.from, shown!.from + shown!.width)).toBe('WRONG');
    expect(shown!.line.startsWith('…')).toBe(before > 0);
    expect(shown!.line.endsWith('…')).toBe(after > 0);
  });

  it('never fills more room than there is with wide characters', () => {
    const line = `${'日'.repeat(100)}WRONG${'本'.repeat(100)}`;
    expect(cellsOf(marked(problemAt(line, 'WRONG'))!.line)).toBeLessThanOrEqual(60);
  });

  it('that was cut before is shown with what is left of it', () => {
    const part = problemAt('xxWRONGyy', 'WRONG', { column: 1003, endColumn: 1008, snippetColumn: 1001 });
    expect(snippetOf(part, 60)).toEqual({ line: '…xxWRONGyy', carets: '   ^^^^^' });
  });
});
