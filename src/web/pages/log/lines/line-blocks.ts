/** Lines of a block: what is asked for and kept at a time. */
export const BLOCK_LINES = 500;

/** What is known of a step's log: its size, and some of its lines. */
export interface LineBlocks {
  /** Lines that the log has now. */
  readonly total: number;
  readonly bytes: number;
  /** Nothing more will be added. */
  readonly complete: boolean;
  /** By number (its first line by BLOCK_LINES): the block's lines from its first on, all of them or some. */
  readonly blocks: ReadonlyMap<number, readonly string[]>;
}

/** Lines of a log, from one to before another. */
export interface LineSpan {
  readonly from: number;
  readonly to: number;
}

/** The size of a log, as answers and events tell it. */
export type LogSize = Pick<LineBlocks, 'total' | 'bytes' | 'complete'>;

export function emptyBlocks(size: LogSize): LineBlocks {
  return { ...size, blocks: new Map() };
}

/** A line as in the file; undefined while it is not here. */
export function lineIn({ blocks }: LineBlocks, line: number): string | undefined {
  return blocks.get(Math.floor(line / BLOCK_LINES))?.[line % BLOCK_LINES];
}

/** With a newer size: a log only grows, and answers may come late. */
export function withSize(known: LineBlocks, size: LogSize): LineBlocks {
  const total = Math.max(known.total, size.total);
  const bytes = Math.max(known.bytes, size.bytes);
  const complete = known.complete || size.complete;
  const isSame = total === known.total && bytes === known.bytes && complete === known.complete;
  return isSame ? known : { ...known, total, bytes, complete };
}

/** With lines that came; those that do not follow on what a block has are not kept, as a block has no gaps. */
export function withLines(known: LineBlocks, from: number, lines: readonly string[]): LineBlocks {
  const blocks = new Map(known.blocks);
  const end = from + lines.length;
  for (let number = Math.floor(from / BLOCK_LINES); number * BLOCK_LINES < end; number++) {
    const first = number * BLOCK_LINES;
    const here = blocks.get(number) ?? [];
    const missing = first + here.length;
    const stop = Math.min(end, first + BLOCK_LINES);
    if (missing < from || missing >= stop) continue;
    blocks.set(number, [...here, ...lines.slice(missing - from, stop - from)]);
  }
  return { ...known, blocks };
}

/** What is missing of a span, in parts of a block each; those nearest to its middle first. */
export function missingLines(known: LineBlocks, span: LineSpan): readonly LineSpan[] {
  const from = Math.max(0, span.from);
  const to = Math.min(known.total, span.to);
  const parts: LineSpan[] = [];
  for (let number = Math.floor(from / BLOCK_LINES); number * BLOCK_LINES < to; number++) {
    const first = number * BLOCK_LINES;
    const missing = first + (known.blocks.get(number)?.length ?? 0);
    const stop = Math.min(known.total, first + BLOCK_LINES);
    if (missing < stop) parts.push({ from: missing, to: stop });
  }
  const middle = (from + to) / 2;
  const distance = (part: LineSpan): number => Math.abs((part.from + part.to) / 2 - middle);
  return parts.sort((one, other) => distance(one) - distance(other));
}

/** Without the blocks furthest from a line where there are more than `most`. */
export function keepNear(known: LineBlocks, line: number, most: number): LineBlocks {
  if (known.blocks.size <= most) return known;
  const place = line / BLOCK_LINES - 0.5;
  const nearest = [...known.blocks].sort(([one], [other]) => Math.abs(one - place) - Math.abs(other - place));
  return { ...known, blocks: new Map(nearest.slice(0, most)) };
}

/** Adjoining parts put together, none longer than `most` lines; in their order of lines. */
export function joined(parts: readonly LineSpan[], most: number): readonly LineSpan[] {
  const spans: LineSpan[] = [];
  for (const part of [...parts].sort((one, other) => one.from - other.from)) {
    const last = spans.at(-1);
    if (last?.to === part.from && part.to - last.from <= most) {
      spans[spans.length - 1] = { from: last.from, to: part.to };
    } else spans.push(part);
  }
  return spans;
}
