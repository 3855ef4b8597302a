import type { WorkflowFileShape } from '../../../../server/shapes/index.ts';

/**
 * The names of the steps that a job has still to begin, as its file declares them.
 * @param begun the number of the newest step that has begun; 0: none has
 */
export function comingSteps(
  { jobs }: Pick<WorkflowFileShape, 'jobs'>,
  key: string,
  begun: number,
): readonly string[] {
  const steps = jobs.find((job) => job.key === key)?.steps ?? [];
  return steps.filter(({ number }) => number > begun).map(({ number, name }) => name ?? `Step ${number}`);
}
