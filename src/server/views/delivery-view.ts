import type { DeliveryRecord } from '../../store/index.ts';
import { timeText, timeTextOrNull } from '../http/time.ts';
import type { DeliveryShape } from '../shapes/index.ts';

/** A delivery and what became of it. */
export function deliveryView(delivery: DeliveryRecord): DeliveryShape {
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
    workflows: delivery.workflows.map(({ path, outcome, run, reason }) => ({
      path,
      outcome,
      run: run ?? null,
      reason: reason ?? null,
    })),
  };
}
