import type { RunDetailShape } from '../../../../server/shapes/index.ts';
import { type State, stateOf } from '../../../kit/state.ts';

/** What a row shows as the run's state: one that waits for its concurrency group looks like it. */
export function runState(run: Pick<RunDetailShape, 'status' | 'conclusion' | 'waiting'>): State {
  return run.status === 'queued' && run.waiting !== null ? 'waiting' : stateOf(run);
}

/** How many of these runs are running. */
export function runningCount(runs: readonly Pick<RunDetailShape, 'status'>[]): number {
  return runs.filter(({ status }) => status === 'in_progress').length;
}

/** Whether it is a run that only says what is wrong with its workflow file. */
export function isInvalidFile(run: Pick<RunDetailShape, 'errors'>): boolean {
  return run.errors.length > 0;
}

/** The name of an event without the word that is beside it anyway: `workflow_dispatch` is a dispatch. */
export function shortEvent(event: string): string {
  return event.replace(/^workflow_(?=.)/, '');
}
