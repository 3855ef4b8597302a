import type { Problem } from '../../events/problem.ts';

/** A stretch of a file: 0-based UTF-16 offsets, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a rule says of a place. */
export type Finding = Pick<Problem, 'severity' | 'rule' | 'message'>;

/** A problem whose place is looked up only if it is told: a hostile file has more than anybody reads. */
export interface UnplacedProblem {
  readonly severity: Problem['severity'];
  readonly rule: string;
  readonly place: () => Problem;
}

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
  problem(finding: Finding, span: Span): Problem {
    const start = Math.min(span.start, this.text.length);
    const line = this.#lineIndex(start);
    const lineStart = this.#lineStarts[line] ?? 0;
    const snippet = this.#line(line);
    const end = Math.min(
      Math.max(span.end, start + 1),
      lineStart + Math.max(snippet.length, start - lineStart + 1),
    );
    return {
      file: this.file,
      line: line + 1,
      column: start - lineStart + 1,
      endLine: line + 1,
      endColumn: end - lineStart + 1,
      ...finding,
      snippet,
    };
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

  #line(index: number): string {
    const start = this.#lineStarts[index] ?? 0;
    const next = this.#lineStarts[index + 1];
    return this.text.slice(start, next === undefined ? undefined : next - 1).replace(/\r$/, '');
  }
}
