import type { DeliveryReceived, DispatchRequested } from '../../events/catalogue.ts';
import type { Trigger } from '../../events/trigger.ts';

/** What a delivery triggers as far as it says itself; a dispatch's commit is found out by intake. */
export function triggerOf(event: DeliveryReceived | DispatchRequested): Trigger {
  if (event.type === 'delivery_received') return event.trigger;
  return {
    event: 'workflow_dispatch',
    ref: event.ref,
    sha: '',
    before: null,
    deleted: false,
    forced: false,
    actor: event.actor,
    message: null,
  };
}
