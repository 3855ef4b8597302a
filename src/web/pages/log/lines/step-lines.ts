import { ApiProblem } from '../../../api/api-problem.ts';
import { type GroupScan, NO_GROUPS, scanGroups } from '../groups/groups.ts';
import {
  emptyBlocks,
  joined,
  keepNear,
  type LineBlocks,
  lineIn,
  type LineSpan,
  type LogSize,
  missingLines,
  withLines,
  withSize,
  withTail,
} from './line-blocks.ts';
import { LineReader } from './line-reader.ts';

/** A log up to this size is held whole: its groups fold, and its long lines wrap. */
const WHOLE_LINES = 50_000;
const WHOLE_BYTES = 8 * 1024 * 1024;
/** What is kept of a longer one: 20,000 lines, fewer where they are long. */
const KEPT = { blocks: 40, characters: 16 * 1024 * 1024 };
/** Lines asked for at first: how many there are comes with them. */
const FIRST_LINES = 500;
/** Lines asked for at once where all are wanted. */
const WHOLE_AT_ONCE = 5_000;
/** Milliseconds after which what could not be fetched is asked for again. */
const AGAIN_MS = 2_000;

/** What the page knows of a step's log at one moment. */
export interface StepLinesState {
  /** Null: not known yet. */
  readonly known: LineBlocks | null;
  /** Of a log that is held whole; none of a longer one. */
  readonly scan: GroupScan;
  /** `gone`: the server does not have it (any more). Null: all is well. */
  readonly problem: 'gone' | { readonly error: unknown } | null;
}

/** The lines of one step's log that the page has, and its requests for more. */
export class StepLines {
  readonly #reader: LineReader;
  readonly #listeners = new Set<() => void>();
  #state: StepLinesState = { known: null, scan: NO_GROUPS, problem: null };
  #wanted: LineSpan = { from: 0, to: FIRST_LINES };
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Asks for nothing yet: `refresh` does. */
  constructor(job: string, step: number) {
    this.#reader = new LineReader(
      `/api/jobs/${job}/steps/${step}/log`,
      ({ from, lines, ...size }) => {
        this.#take(withLines(this.#grown(size), from, lines));
        // Answers may be shorter than what was asked for.
        this.#request();
      },
      (error) => this.#fail(error),
    );
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly read = (): StepLinesState => this.#state;

  /** The lines that are seen: they are fetched, and those far from them are forgotten where there are many. */
  want(span: LineSpan): void {
    this.#wanted = span;
    this.#request();
  }

  /** Lines that the stream brought. */
  take(news: LogSize & { readonly from: number; readonly lines: readonly string[] }): void {
    const { from, lines, total, bytes, complete } = news;
    const known = withTail(withLines(this.#grown({ total, bytes, complete }), from, lines), from, lines);
    this.#take(known);
    // Of a longer log the view asks, once it has moved with the log's end.
    if (isWhole(known)) this.#request();
  }

  /** Reads how long the log is now; what is seen and missing follows. */
  refresh(): void {
    clearTimeout(this.#timer);
    const from = this.#state.known?.total ?? 0;
    this.#reader.want([{ from, to: from + FIRST_LINES }]);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#reader.close();
  }

  #grown(size: LogSize): LineBlocks {
    return withSize(this.#state.known ?? emptyBlocks(size), size);
  }

  #take(known: LineBlocks): void {
    this.#set({
      known: isWhole(known) ? known : this.#kept(known),
      scan: this.#scanned(known),
      problem: null,
    });
  }

  #kept(known: LineBlocks): LineBlocks {
    return keepNear(known, (this.#wanted.from + this.#wanted.to) / 2, KEPT);
  }

  /** Groups are read in the order of the lines, as far as they are here without a gap. */
  #scanned(known: LineBlocks): GroupScan {
    if (!isWhole(known)) return NO_GROUPS;
    const lines: string[] = [];
    for (let at = this.#state.scan.known; ; at++) {
      const line = lineIn(known, at);
      if (line === undefined) break;
      lines.push(line);
    }
    return lines.length === 0 ? this.#state.scan : scanGroups(this.#state.scan, lines);
  }

  #request(): void {
    const { known } = this.#state;
    if (known === null) return;
    if (isWhole(known)) {
      this.#reader.want(joined(missingLines(known, { from: 0, to: known.total }), WHOLE_AT_ONCE));
    } else {
      this.#reader.want(missingLines(known, this.#wanted));
    }
  }

  #fail(error: unknown): void {
    const isGone = error instanceof ApiProblem && error.status === 404;
    this.#set({ ...this.#state, problem: isGone ? 'gone' : { error } });
    // What the server refused it refuses again; a server that is away comes back.
    const comesBack = error instanceof ApiProblem && (error.status === 0 || error.status === 503);
    if (comesBack) this.#timer = setTimeout(() => this.refresh(), AGAIN_MS);
  }

  #set(state: StepLinesState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** Whether a log is short enough to be held whole. */
export function isWhole({ total, bytes }: LogSize): boolean {
  return total <= WHOLE_LINES && bytes <= WHOLE_BYTES;
}

/** Whether all lines that there are now are here. */
export function isAllHere({ known, scan }: StepLinesState): boolean {
  return known !== null && isWhole(known) && scan.known >= known.total;
}
