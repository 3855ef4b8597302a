import type { RunDetailShape, RunListShape } from '../../../../server/shapes/index.ts';

/** The rows of the page, which may be older than the list that was read last. */
export interface ShownRuns {
  /** Which list they are of: its filters and its page. */
  readonly list: string;
  readonly page: number;
  readonly runs: readonly RunDetailShape[];
  /** How many runs the list had on all of its pages. */
  readonly total: number;
  /** How many runs have come since that are not among the rows; 0: the rows are the newest list. */
  readonly waiting: number;
}

/** A page of a list as it was read. */
export interface ReadList {
  readonly list: string;
  /** From 1. */
  readonly page: number;
  readonly answer: RunListShape;
}

/**
 * The rows after a list was read. Where nothing holds them, they are that list. Where the reader is further down or on
 * a later page, runs that came since would push away what they look at: the rows stay, each as it is now, and the new
 * runs are counted.
 * @param shown null: there are no rows yet
 * @param isAway whether the reader is further down
 */
export function showRuns(
  shown: ShownRuns | null,
  { list, page, answer }: ReadList,
  isAway: boolean,
): ShownRuns {
  const { workflow_runs: runs, total_count: total } = answer;
  const newest: ShownRuns = { list, page, runs, total, waiting: 0 };
  if (shown === null || shown.list !== list || shown.runs.length === 0) return newest;
  const came = countNew(shown, { list, page, answer });
  const isHeld = shown.waiting > 0 || isAway || page > 1;
  if (came === 0 || !isHeld) return newest;
  const now = new Map(runs.map((run) => [run.id, run]));
  return { ...shown, runs: shown.runs.map((run) => now.get(run.id) ?? run), waiting: came };
}

/** Rows that the list has gone past, and that may still change: they are to be read one by one. */
export function leftBehind(shown: ShownRuns, answer: RunListShape): readonly RunDetailShape[] {
  const read = new Set(answer.workflow_runs.map(({ id }) => id));
  return shown.runs.filter(({ id, status }) => status !== 'completed' && !read.has(id));
}

/** How many runs a list has that came after the rows were shown. */
function countNew(shown: ShownRuns, { page, answer }: ReadList): number {
  const more = Math.max(0, answer.total_count - shown.total);
  // Later pages do not have them; there the total tells.
  if (page > 1) return more;
  const known = new Set(shown.runs.map(({ id }) => id));
  const newestShown = shown.runs[0]?.created_at ?? '';
  const came = answer.workflow_runs.filter(
    ({ id, created_at }) => !known.has(id) && created_at >= newestShown,
  );
  return came.length === answer.workflow_runs.length ? Math.max(came.length, more) : came.length;
}
