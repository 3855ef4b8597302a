import type { RunSummaryShape } from '../../server/shapes/index.ts';

/** The title of a run in one line; the name of its workflow where it has none. */
export function runTitle(run: Pick<RunSummaryShape, 'display_title' | 'name'>): string {
  return run.display_title.split('\n', 1)[0]?.trim() || run.name;
}
