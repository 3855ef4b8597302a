import type { RunDetailShape } from '../../../../server/shapes/index.ts';

/** How many of these runs are running. */
export function runningCount(runs: readonly Pick<RunDetailShape, 'status'>[]): number {
  return runs.filter(({ status }) => status === 'in_progress').length;
}

/** The title of a run in one line. */
export function runTitle(run: Pick<RunDetailShape, 'display_title' | 'path'>): string {
  return run.display_title.split('\n', 1)[0]?.trim() || run.path;
}

/** The name of an event without the word that is beside it anyway: `workflow_dispatch` is a dispatch. */
export function shortEvent(event: string): string {
  return event.replace(/^workflow_(?=.)/, '');
}
