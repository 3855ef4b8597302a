import type { JsonObject, Trigger } from '../../../events/index.ts';
import { commitAt, objectAt, refOfEvent, textAt } from '../../../workflow/index.ts';
import type { CheckoutFacts } from './checkout-facts.ts';

/** GitHub docs, "Contexts": `github.head_ref` and `github.base_ref` are there for these. */
const WITH_BRANCHES = ['pull_request', 'pull_request_target'];

/** The trigger that a payload stands for; what it does not say is the checkout's. */
export function triggerOf(event: string, payload: JsonObject, facts: CheckoutFacts): Trigger {
  const action = textAt(payload, 'action');
  return {
    event,
    ...refOfEvent(event, payload, facts),
    before: event === 'push' && 'before' in payload ? commitAt(payload, 'before') : facts.before,
    deleted: event === 'push' && payload['deleted'] === true,
    forced: payload['forced'] === true,
    actor: textAt(objectAt(payload, 'sender'), 'login') ?? facts.userName,
    message: textAt(objectAt(payload, 'head_commit'), 'message') ?? facts.message,
    ...(action === null ? {} : { action }),
    ...(WITH_BRANCHES.includes(event) ? branchesOf(payload) : {}),
  };
}

function branchesOf(payload: JsonObject): Pick<Trigger, 'headRef' | 'baseRef'> {
  const pull = objectAt(payload, 'pull_request');
  const headRef = textAt(objectAt(pull, 'head'), 'ref');
  const baseRef = textAt(objectAt(pull, 'base'), 'ref');
  return { ...(headRef === null ? {} : { headRef }), ...(baseRef === null ? {} : { baseRef }) };
}
