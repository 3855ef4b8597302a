/** Lines of a block at most: what is asked for and kept at a time. */
const MOST_BLOCK_LINES = 500;
const LEAST_BLOCK_LINES = 8;
/** Lines of the tail: more than a window shows. */
const TAIL_LINES = 400;
/** Bytes that a block has, roughly, where lines are long: a line may have a million. */
const BLOCK_BYTES = 256 * 1024;

/** What is known of a step's log: its size, and some of its lines. */
export interface LineBlocks {
  /** Lines that the log has now. */
  readonly total: number;
  readonly bytes: number;
  /** Nothing more will be added. */
  readonly complete: boolean;
  /** Lines of a block. */
  readonly blockLines: number;
  /** By number (its first line by `blockLines`): the block's lines from its first on, all of them or some. */
  readonly blocks: ReadonlyMap<number, readonly string[]>;
  /** The newest lines as the stream brought them, which need not follow on any block: `from` and those behind it. */
  readonly tail: { readonly from: number; readonly lines: readonly string[] };
}

/** Lines of a log, from one to before another. */
export interface LineSpan {
  readonly from: number;
  readonly to: number;
}

/** The size of a log, as answers and events tell it. */
export type LogSize = Pick<LineBlocks, 'total' | 'bytes' | 'complete'>;

/** A log of which only the size is known. */
export function emptyBlocks(size: LogSize): LineBlocks {
  return { ...size, blockLines: blockLinesOf(size), blocks: new Map(), tail: { from: 0, lines: [] } };
}

/** How many lines a block should have, by how long they are on the whole. */
function blockLinesOf({ total, bytes }: LogSize): number {
  const fitting = Math.floor((BLOCK_BYTES * total) / Math.max(1, bytes));
  return total === 0 ? MOST_BLOCK_LINES : Math.max(LEAST_BLOCK_LINES, Math.min(MOST_BLOCK_LINES, fitting));
}

/** A line as in the file; undefined while it is not here. */
export function lineIn({ blocks, blockLines, tail }: LineBlocks, line: number): string | undefined {
  return blocks.get(Math.floor(line / blockLines))?.[line % blockLines] ?? tail.lines[line - tail.from];
}

/** With a newer size: a log only grows, and answers may come late. */
export function withSize(known: LineBlocks, size: LogSize): LineBlocks {
  const total = Math.max(known.total, size.total);
  const bytes = Math.max(known.bytes, size.bytes);
  const complete = known.complete || size.complete;
  const isSame = total === known.total && bytes === known.bytes && complete === known.complete;
  if (isSame) return known;
  const next = { ...known, total, bytes, complete };
  // Longer lines came: the blocks as they are would become too large.
  return blockLinesOf(next) < known.blockLines / 2 ? emptyBlocks(next) : next;
}

/** With lines that came; those that do not follow on what a block has are not kept, as a block has no gaps. */
export function withLines(known: LineBlocks, from: number, lines: readonly string[]): LineBlocks {
  const { blockLines } = known;
  const blocks = new Map(known.blocks);
  const end = from + lines.length;
  for (let number = Math.floor(from / blockLines); number * blockLines < end; number++) {
    const first = number * blockLines;
    const here = blocks.get(number) ?? [];
    const missing = first + here.length;
    const stop = Math.min(end, first + blockLines);
    if (missing < from || missing >= stop) continue;
    blocks.set(number, [...here, ...lines.slice(missing - from, stop - from)]);
  }
  return { ...known, blocks };
}

/** With the newest lines of a log that grows. */
export function withTail(known: LineBlocks, from: number, lines: readonly string[]): LineBlocks {
  if (lines.length === 0) return known;
  const { tail } = known;
  const isNext = tail.from + tail.lines.length === from;
  const newest = (isNext ? [...tail.lines, ...lines] : lines).slice(-TAIL_LINES);
  return { ...known, tail: { from: from + lines.length - newest.length, lines: newest } };
}

/** What is missing of a span, in parts of a block each; those nearest to its middle first. */
export function missingLines(known: LineBlocks, span: LineSpan): readonly LineSpan[] {
  const from = Math.max(0, span.from);
  // A log that grows fast is ahead of every answer: what the stream brought is not asked for.
  const isInTail = known.tail.lines.length > 0 && known.tail.from + known.tail.lines.length >= span.to;
  const to = Math.min(known.total, isInTail ? Math.min(span.to, known.tail.from) : span.to);
  if (to <= from) return [];
  const { blockLines } = known;
  const parts: LineSpan[] = [];
  for (let number = Math.floor(from / blockLines); number * blockLines < to; number++) {
    const first = number * blockLines;
    const missing = first + (known.blocks.get(number)?.length ?? 0);
    const stop = Math.min(known.total, first + blockLines);
    if (missing < stop) parts.push({ from: missing, to: stop });
  }
  const middle = (from + to) / 2;
  const distance = (part: LineSpan): number => Math.abs((part.from + part.to) / 2 - middle);
  return parts.sort((one, other) => distance(one) - distance(other));
}

/** Without the blocks furthest from a line, as soon as there are more than `most`, or more characters than that. */
export function keepNear(
  known: LineBlocks,
  line: number,
  most: { readonly blocks: number; readonly characters: number },
): LineBlocks {
  const place = line / known.blockLines - 0.5;
  const nearest = [...known.blocks].sort(([one], [other]) => Math.abs(one - place) - Math.abs(other - place));
  let characters = 0;
  const kept = nearest.filter(([, lines], index) => {
    characters += lines.reduce((sum, text) => sum + text.length, 0);
    // What the view needs is in the first two in any case.
    return index < 2 || (index < most.blocks && characters <= most.characters);
  });
  return kept.length === nearest.length ? known : { ...known, blocks: new Map(kept) };
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
