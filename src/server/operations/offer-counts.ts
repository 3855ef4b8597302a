import { openOffers, type PartitionState } from '../../orchestrator/index.ts';

/** How many lists of labels are counted by themselves. */
const MOST_LISTS = 50;
/** The name under which the offers of all other lists are counted. */
const OTHER = 'other';

/** How many offers are open: those of the most frequent lists of labels by name, the rest as `other`. */
export function countOffers(states: Iterable<PartitionState>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const state of states) {
    for (const { leg } of openOffers(state)) add(counts, listOf(leg.attempt.labels), 1);
  }
  if (counts.size <= MOST_LISTS) return counts;
  const bounded = new Map<string, number>();
  const byCount = [...counts].sort(([, one], [, other]) => other - one);
  for (const [index, [list, count]] of byCount.entries()) {
    add(bounded, index < MOST_LISTS ? list : OTHER, count);
  }
  return bounded;
}

/** Labels in one way of writing: case and order do not matter to workers. */
function listOf(labels: readonly string[]): string {
  return [...new Set(labels.map((label) => label.toLowerCase()))].sort().join(',');
}

function add(counts: Map<string, number>, list: string, count: number): void {
  counts.set(list, (counts.get(list) ?? 0) + count);
}
