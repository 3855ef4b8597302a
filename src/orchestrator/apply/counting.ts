import { countOfId, type JobId, partitionOfId, type RunId } from '../../events/index.ts';
import type { PartitionState } from '../state/index.ts';

/** Whether an id is the next one to be counted in this partition. */
export function isNextId(state: PartitionState, id: RunId | JobId): boolean {
  return partitionOfId(id) === state.partition && countOfId(id) === state.count + 1;
}

/** Takes the next id. */
export function countId(state: PartitionState): void {
  state.count += 1;
}
