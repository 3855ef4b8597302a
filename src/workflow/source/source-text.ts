import type { Problem } from '../../events/problem.ts';
import type { Path } from './path.ts';

/** A stretch of a file: 0-based UTF-16 offsets, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A misspelt word and the one that was meant: what `--fix` may write in its place. */
export interface Correction {
  readonly wrong: string;
  readonly right: string;
}

/** What a rule says of a place. */
export interface Finding extends Pick<Problem, 'severity' | 'rule' | 'message'> {
  /** The word at the place that is wrong, where there is one answer to it. */
  readonly correction?: Correction | undefined;
}

/** A problem whose place is looked up only if it is told: a hostile file has more than anybody reads. */
export interface UnplacedProblem {
  readonly severity: Problem['severity'];
  readonly rule: string;
  /** The value that it is about, from the root of the file. */
  readonly path: Path;
  /** Whether it is about the whole value, so that what others say of its inside means nothing. Default: false. */
  readonly isOfWholeValue?: boolean;
  readonly place: () => Problem;
  /** The change of the text that answers it; null where people must decide. Default: null. */
  readonly edit?: () => Edit | null;
}

/** A change of one stretch of a file's text; no part of a line end is ever in it. */
export interface Edit extends Span {
  readonly replacement: string;
}

/** The longest part of a line that a problem carries: it travels in events, and a line may have a million. */
const MAX_SNIPPET = 400;

/** How much of a longer line is shown before the place. */
const SNIPPET_BEFORE = 100;

/** A file's text, with lines and columns. */
export class SourceText {
  readonly file: string;
  readonly text: string;
  readonly #lineStarts: readonly number[];

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    const starts = [0];
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
    this.#lineStarts = starts;
  }

  /** A problem at a span; one that spans several lines is shown at its first. */
  problem({ severity, rule, message }: Finding, span: Span): Problem {
    const start = Math.min(span.start, this.text.length);
    const line = this.#lineIndex(start);
    const lineStart = this.#lineStarts[line] ?? 0;
    const lineEnd = this.#lineEnd(line);
    const end = Math.min(Math.max(span.end, start + 1), Math.max(lineEnd, start + 1));
    const shown = snippetOf(lineStart, lineEnd, start);
    return {
      file: this.file,
      line: line + 1,
      column: start - lineStart + 1,
      endLine: line + 1,
      endColumn: end - lineStart + 1,
      severity,
      rule,
      message,
      snippet: this.text.slice(shown.start, shown.end),
      ...(shown.start === lineStart ? {} : { snippetColumn: shown.start - lineStart + 1 }),
    };
  }

  /** Writes a correction at a span; null unless that has the wrong word, in quotes or not, and the right one needs none. */
  edit(correction: Correction, { start, end }: Span): Edit | null {
    if (!NEEDS_NO_QUOTES.test(correction.right)) return null;
    const written = this.text.slice(start, end);
    // A property is marked with what it is of: `steps.mkae`.
    if (written.endsWith(`.${correction.wrong}`)) {
      return { start: end - correction.wrong.length, end, replacement: correction.right };
    }
    const quote = /^['"]/.test(written) && written.at(0) === written.at(-1) ? 1 : 0;
    if (written.slice(quote, written.length - quote) !== correction.wrong) return null;
    return { start: start + quote, end: end - quote, replacement: correction.right };
  }

  /** The line of an offset, counted from 1. */
  lineOf(offset: number): number {
    return this.#lineIndex(offset) + 1;
  }

  #lineIndex(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Where a line ends, without its line end. */
  #lineEnd(index: number): number {
    const next = this.#lineStarts[index + 1];
    const end = next === undefined ? this.text.length : next - 1;
    return end > (this.#lineStarts[index] ?? 0) && this.text.charAt(end - 1) === '\r' ? end - 1 : end;
  }
}

/** A word that means itself in YAML and in an expression. */
const NEEDS_NO_QUOTES = /^(?:[A-Za-z_]|\.\/)[\w./-]*$/;

/** The part of a line that is shown of a place: all of it where it is short. */
function snippetOf(lineStart: number, lineEnd: number, place: number): Span {
  if (lineEnd - lineStart <= MAX_SNIPPET) return { start: lineStart, end: lineEnd };
  const start = Math.max(lineStart, Math.min(place - SNIPPET_BEFORE, lineEnd - MAX_SNIPPET));
  return { start, end: Math.min(lineEnd, start + MAX_SNIPPET) };
}
