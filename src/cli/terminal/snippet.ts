import type { Problem } from '../../events/index.ts';
import { type Grapheme, graphemesOf } from './cells.ts';
import { printable } from './printable.ts';

/** A line of a file and the carets below it, without margins. */
export interface Snippet {
  readonly line: string;
  readonly carets: string;
}

const ELLIPSIS: Grapheme = { text: '…', at: -1, cells: 1 };

/**
 * The offending line with carets below what is wrong, in at most so many cells: of a longer line what stands around
 * the place. A tab is shown as one space. Null where the problem carries no line, or an empty one.
 */
export function snippetOf(problem: Problem, cells: number): Snippet | null {
  const text = printable(problem.snippet ?? '');
  if (text === '') return null;
  const origin = problem.snippetColumn ?? 1;
  const start = Math.max(0, problem.column - origin);
  const end = problem.endLine > problem.line ? text.length : problem.endColumn - origin;
  const shown = around(graphemesOf(text), start, cells, origin > 1);
  const before = shown.filter(({ at, text: own }) => at + own.length <= start);
  const marked = shown.filter(({ at, text: own }) => at + own.length > start && at < end);
  return {
    line: shown.map(({ text: own }) => own).join(''),
    carets: ' '.repeat(widthOf(before)) + '^'.repeat(Math.max(1, widthOf(marked))),
  };
}

/** As much of a line as fits, the place in its first third; what is left out is an ellipsis. */
function around(line: readonly Grapheme[], place: number, cells: number, cut: boolean): Grapheme[] {
  if (!cut && widthOf(line) <= cells) return [...line];
  const placeIndex = line.findIndex(({ at, text }) => at + text.length > place);
  const last = placeIndex < 0 ? line.length : placeIndex;
  let first = last;
  for (let room = Math.floor(cells / 3); first > 0 && room > 0; first -= 1) {
    room -= line[first - 1]?.cells ?? 0;
  }
  const head = first > 0 || cut ? [ELLIPSIS] : [];
  const shown: Grapheme[] = [...head];
  let room = cells - head.length - 1;
  for (const grapheme of line.slice(first)) {
    room -= grapheme.cells;
    if (room < 0) return [...shown, { ...ELLIPSIS, at: Number.MAX_SAFE_INTEGER }];
    shown.push(grapheme);
  }
  return shown;
}

function widthOf(graphemes: readonly Grapheme[]): number {
  return graphemes.reduce((sum, { cells }) => sum + cells, 0);
}
