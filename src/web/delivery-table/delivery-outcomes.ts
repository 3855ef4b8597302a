import type { DeliveredWorkflowShape, DeliveryShape } from '../../server/shapes/index.ts';

/** What a delivery's files became: those with a run, and those without. */
export function outcomesOf({ workflows }: Pick<DeliveryShape, 'workflows'>): {
  readonly withRun: readonly DeliveredRun[];
  readonly without: readonly DeliveredWorkflowShape[];
} {
  return {
    withRun: workflows.flatMap(({ run, ...rest }) => (run === null ? [] : [{ ...rest, run }])),
    without: workflows.filter(({ run }) => run === null),
  };
}

/** Whether one of the deliveries started a run. */
export function startedOne(deliveries: readonly DeliveryShape[], run: DeliveredRun['run']): boolean {
  return deliveries.some(({ workflows }) => workflows.some((workflow) => workflow.run === run));
}

/** A workflow file that became a run. */
export type DeliveredRun = DeliveredWorkflowShape & {
  readonly run: NonNullable<DeliveredWorkflowShape['run']>;
};
