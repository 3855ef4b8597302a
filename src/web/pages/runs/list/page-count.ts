/** Runs on a page of the list. */
export const RUNS_A_PAGE = 30;

/** How many pages so many runs take; one page even for none. */
export function pageCount(total: number): number {
  return Math.max(1, Math.ceil(total / RUNS_A_PAGE));
}
