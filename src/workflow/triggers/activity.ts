import type { EventFilters } from '../../events/definition.ts';
import type { JsonObject } from '../../events/json.ts';
import type { Trigger } from '../../events/trigger.ts';
import { type Match, MATCHES, no } from './answer.ts';
import { objectAt } from './payload.ts';

/** The activity types that an event without `types` listens to; other events listen to all of theirs. */
const DEFAULT_ACTIVITIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['pull_request', ['opened', 'synchronize', 'reopened']],
  ['pull_request_target', ['opened', 'synchronize', 'reopened']],
]);

/** Drafts of releases start nothing by these (GitHub docs, `release`). */
const SILENT_IN_DRAFTS = ['created', 'edited', 'deleted'];

/** Whether `types` of an event, or what GitHub takes where it has none, name what happened. */
export function matchActivity(filters: EventFilters, trigger: Trigger, payload: JsonObject): Match {
  const silent = silenceOf(trigger, payload);
  if (silent !== null) return no(silent);
  if (trigger.action === undefined) return MATCHES;
  const types = filters.types ?? DEFAULT_ACTIVITIES.get(trigger.event);
  if (types === undefined || types.includes(trigger.action)) return MATCHES;
  return no(`It does not listen to the activity ${trigger.action}; it listens to ${types.join(', ')}.`);
}

/** Why something starts no workflow, whatever it listens to; null: it may. */
function silenceOf({ event, action = '' }: Trigger, payload: JsonObject): string | null {
  if (
    event === 'release' &&
    SILENT_IN_DRAFTS.includes(action) &&
    objectAt(payload, 'release')['draft'] === true
  ) {
    return `A draft of a release that is ${action} starts nothing.`;
  }
  if (event === 'deployment_status' && objectAt(payload, 'deployment_status')['state'] === 'inactive') {
    return 'A deployment that becomes inactive starts nothing.';
  }
  return null;
}
