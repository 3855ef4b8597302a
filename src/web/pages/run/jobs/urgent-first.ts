import type { GraphLegShape } from '../../../../server/shapes/index.ts';
import { type State, stateOf } from '../../../kit/state.ts';

/** What people look for among many legs: those that failed, then those that run. */
const URGENCY: { readonly [state in State]?: number } = { failure: 0, timed_out: 0, in_progress: 1 };

/** Legs in the order in which people want them where there are too many to see at once. */
export function urgentFirst(legs: readonly GraphLegShape[]): readonly GraphLegShape[] {
  const urgency = (leg: GraphLegShape): number => URGENCY[stateOf(leg)] ?? 2;
  return legs.toSorted((one, other) => urgency(one) - urgency(other));
}
