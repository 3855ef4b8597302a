import type { RunDetailShape } from '../../../../server/shapes/index.ts';

/** How many of these runs are running. */
export function runningCount(runs: readonly Pick<RunDetailShape, 'status'>[]): number {
  return runs.filter(({ status }) => status === 'in_progress').length;
}

/** The name of an event without the word that is beside it anyway: `workflow_dispatch` is a dispatch. */
export function shortEvent(event: string): string {
  return event.replace(/^workflow_(?=.)/, '');
}
