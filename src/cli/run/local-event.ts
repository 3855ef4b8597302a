import type { EventFilters, JsonObject, Trigger } from '../../events/index.ts';
import {
  type CheckoutFacts,
  makePayload,
  mergePayload,
  triggerOf,
  withBothNumbers,
} from './payload/index.ts';
import type { WorkflowFile } from './workflow-choice.ts';

/** An event on this machine, as it comes to one file. */
export interface LocalEvent {
  readonly trigger: Trigger;
  readonly payload: JsonObject;
}

/** What the command line says of the event. */
export interface EventRequest {
  readonly event: string;
  readonly facts: CheckoutFacts;
  /** `--event-path`. */
  readonly given: JsonObject;
  /** Whether the event was taken from the file: then its first activity is too. */
  readonly implied: boolean;
}

/** The event for a file: made from the checkout, with what was given laid over it. */
export function localEvent(file: WorkflowFile | null, request: EventRequest): LocalEvent {
  const { event, facts, given, implied } = request;
  const filters = filtersOf(file, event);
  const made = makePayload(event, facts, filters);
  const [activity] = filters.types ?? [];
  const own = implied && activity !== undefined && 'action' in made ? { ...made, action: activity } : made;
  const payload = mergePayload(own, withBothNumbers(given, own));
  return { payload, trigger: triggerOf(event, payload, facts) };
}

function filtersOf(file: WorkflowFile | null, event: string): EventFilters {
  const on = file?.on;
  return on != null && Object.hasOwn(on, event) ? (on[event] ?? {}) : {};
}
