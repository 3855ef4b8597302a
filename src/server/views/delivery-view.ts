import type { RunId, WorkflowOutcome } from '../../events/index.ts';
import type { DeliveryRecord, RunState } from '../../store/index.ts';
import { timeText, timeTextOrNull } from '../http/time.ts';
import type { DeliveredWorkflowShape, DeliveryShape } from '../shapes/index.ts';

/** A delivery and what became of it. @param runs how far the runs are that it started */
export function deliveryView(delivery: DeliveryRecord, runs: ReadonlyMap<RunId, RunState>): DeliveryShape {
  return {
    repository: delivery.repository,
    delivery: delivery.delivery,
    forge: delivery.forge,
    event: delivery.event,
    ref: delivery.ref,
    sha: delivery.sha,
    actor: delivery.actor,
    received_at: timeText(delivery.receivedAt),
    status: delivery.status,
    handled_at: timeTextOrNull(delivery.handledAt),
    reason: delivery.reason,
    workflows: delivery.workflows.map((outcome) => outcomeView(outcome, runs)),
  };
}

function outcomeView(
  { path, outcome, run, reason }: WorkflowOutcome,
  runs: ReadonlyMap<RunId, RunState>,
): DeliveredWorkflowShape {
  const state = run === undefined ? undefined : runs.get(run);
  return {
    path,
    outcome,
    run: run ?? null,
    reason: reason ?? null,
    run_number: state?.number ?? null,
    status: state?.status ?? null,
    conclusion: state?.conclusion ?? null,
  };
}
