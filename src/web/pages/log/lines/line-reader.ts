import type { LogRangeShape } from '../../../../server/shapes/index.ts';
import { getJson, pathWith } from '../../../api/client.ts';
import type { LineSpan } from './line-blocks.ts';

/** Requests under way at a time: one more than one, so that the next is asked for while an answer is read. */
const AT_ONCE = 2;

/** Fetches lines of one step's log: what is wanted now, no more. */
export class LineReader {
  readonly #path: string;
  readonly #onLines: (range: LogRangeShape) => void;
  readonly #onProblem: (error: unknown) => void;
  #queue: readonly LineSpan[] = [];
  readonly #running = new Map<AbortController, LineSpan>();

  /** @param path of the log in the API */
  constructor(path: string, onLines: (range: LogRangeShape) => void, onProblem: (error: unknown) => void) {
    this.#path = path;
    this.#onLines = onLines;
    this.#onProblem = onProblem;
  }

  /** Asks for these lines, in this order; what is under way and not among them is given up. */
  want(spans: readonly LineSpan[]): void {
    for (const [request, span] of this.#running) {
      if (!spans.some((wanted) => overlap(wanted, span))) this.#giveUp(request);
    }
    this.#queue = spans.filter((span) => ![...this.#running.values()].some((asked) => overlap(asked, span)));
    this.#next();
  }

  close(): void {
    this.#queue = [];
    for (const request of this.#running.keys()) this.#giveUp(request);
  }

  #giveUp(request: AbortController): void {
    this.#running.delete(request);
    request.abort();
  }

  #next(): void {
    while (this.#running.size < AT_ONCE) {
      const [span, ...rest] = this.#queue;
      if (span === undefined) return;
      this.#queue = rest;
      void this.#fetch(span);
    }
  }

  async #fetch(span: LineSpan): Promise<void> {
    const request = new AbortController();
    this.#running.set(request, span);
    try {
      const path = pathWith(this.#path, { from: span.from, count: span.to - span.from });
      const range = await getJson<LogRangeShape>(path, request.signal);
      if (this.#running.delete(request)) this.#onLines(range);
    } catch (error) {
      if (this.#running.delete(request)) this.#onProblem(error);
    }
    this.#next();
  }
}

function overlap(one: LineSpan, other: LineSpan): boolean {
  return one.from < other.to && other.from < one.to;
}
