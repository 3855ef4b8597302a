import type { Json } from '../../events/json.ts';
import { readTriggers } from '../definition/index.ts';
import { EVENT_NAMES } from '../structure/index.ts';
import type { Path } from '../source/document.ts';
import { warning, type Rule } from './rule.ts';

/** The events that start runs in this version, and the one that needs no delivery. */
const DELIVERED = new Set(['push', 'workflow_dispatch', 'workflow_call']);

/** Events that are known to the language and start nothing yet. What is no event at all, the schema says. */
export const events: Rule = ({ document, root }) => {
  const on: Json = root['on'] ?? null;
  return Object.keys(readTriggers(on) ?? {})
    .filter((event) => EVENT_NAMES.has(event) && !DELIVERED.has(event))
    .map((event) => {
      const finding = warning('event-not-delivered', `Runbook does not start workflows on \`${event}\` yet.`);
      return document.atKey(placeOf(on, event), finding);
    });
};

function placeOf(on: Json, event: string): Path {
  if (typeof on === 'string') return ['on'];
  return ['on', Array.isArray(on) ? on.indexOf(event) : event];
}
