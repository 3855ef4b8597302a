import type { GraphLegShape, GraphShape, TryShape } from '../../../../server/shapes/index.ts';

/** The jobs around one job attempt. */
export interface Siblings {
  /** The job's newest attempt. */
  readonly newest: GraphLegShape;
  /** All attempts of it, oldest first. */
  readonly attempts: readonly TryShape[];
  /** All jobs of the run by their newest attempts, in the graph's order. */
  readonly jobs: readonly GraphLegShape[];
}

/** What is around a job attempt in its run; null where the run does not have it. */
export function siblingsOf({ jobs }: GraphShape, job: number): Siblings | null {
  const legs = jobs.flatMap((node) => node.legs);
  const newest = legs.find(({ id, earlier }) => id === job || earlier.some((one) => one.id === job));
  if (newest === undefined) return null;
  const { id, attempt, run_attempt } = newest;
  return { newest, attempts: [...newest.earlier, { id, attempt, run_attempt }], jobs: legs };
}
