import { isOver, type State, stateOf } from '../../../kit/state.ts';
import type { GraphLegShape } from '../../../../server/shapes/index.ts';

/** How far many legs are, in words: `12 of 40 done, 2 failed, 3 running`; once all are over `All 40 done, 2 failed`. */
export function legCounts(legs: readonly Pick<GraphLegShape, 'status' | 'conclusion'>[]): string {
  const states = legs.map(stateOf);
  const done = states.filter(isOver).length;
  const parts = done < states.length ? [`${done} of ${states.length} done`] : [`All ${done} done`];
  const failed = count(states, ['failure', 'timed_out']);
  if (failed > 0) parts.push(`${failed} failed`);
  const running = count(states, ['in_progress']);
  if (running > 0) parts.push(`${running} running`);
  return parts.join(', ');
}

function count(states: readonly State[], wanted: readonly State[]): number {
  return states.filter((state) => wanted.includes(state)).length;
}
