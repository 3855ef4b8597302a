import { deliveryId } from '../../events/ids.ts';
import { isJsonObject, type JsonObject } from '../../events/json.ts';
import type { Trigger } from '../../events/trigger.ts';
import { parsePayload, PayloadError, textAt } from '../payload.ts';
import { readPush } from '../push.ts';
import { bearsSecret, hookKey, isSigned } from '../signature.ts';
import type { ForgeWebhook, ReadTrigger, WebhookRequest } from '../webhook.ts';

const MAX_NAME = 250;
/** The hook sends at most as many at once; a mirror push of more refs comes in several calls. */
const MAX_ENTRIES = 10_000;

/**
 * Plain repositories: what the post-receive hook of `runbook hook install` sends, or a script in its place.
 * The body is one JSON object, or a list of them for several refs of one repository, in their order:
 *
 *     { "repository": "owner/name", "delivery": "<unique id>", "ref": "refs/heads/main",
 *       "before": "<id>", "after": "<id>", "actor": "<who pushed>" }
 *
 * It is signed like GitHub's (`X-Runbook-Signature-256`), or carries the hook's key or the secret as a bearer
 * token.
 */
export const gitWebhook: ForgeWebhook = {
  name: 'git',

  identify(request) {
    const entries = parseEntries(request);
    if (typeof entries === 'string') return { error: entries };
    const names = new Set(entries.map((entry) => textAt(entry, MAX_NAME, 'repository')));
    const [repository] = names;
    if (repository === undefined) return { error: 'The body names no repository ("repository").' };
    return names.size === 1
      ? { repository }
      : { error: 'One call is about one repository; the body names several.' };
  },

  async verify(request, secret) {
    const signature = request.headers['x-runbook-signature-256'];
    if (signature !== undefined) return isSigned(signature, request.body, secret);
    const bearer = request.headers['authorization'];
    return bearsSecret(bearer, hookKey(secret)) || bearsSecret(bearer, secret);
  },

  read(request) {
    const entries = parseEntries(request);
    if (typeof entries === 'string') return { kind: 'bad', message: entries };
    const triggers: ReadTrigger[] = [];
    const refused: string[] = [];
    for (const entry of entries) {
      const read = readEntry(entry);
      if (typeof read === 'string') refused.push(read);
      else triggers.push(read);
    }
    // One ref that cannot be read must not keep the others of its push, or later pushes, from running.
    if (triggers.length > 0) return { kind: 'triggers', triggers };
    const [reason = 'The list is empty.'] = refused;
    return entries.length <= 1 ? { kind: 'bad', message: reason } : { kind: 'ignored', reason };
  },
};

/** One entry as a trigger, or why it is none. */
function readEntry(entry: JsonObject): ReadTrigger | string {
  const delivery = textAt(entry, 300, 'delivery');
  if (delivery === undefined || !/^[\x21-\x7e]{1,200}$/.test(delivery))
    return '"delivery" is missing or not an id.';
  const actor = textAt(entry, MAX_NAME, 'actor');
  const push = readPush({
    ref: textAt(entry, 2_000, 'ref'),
    before: textAt(entry, 100, 'before'),
    after: textAt(entry, 100, 'after'),
    forced: false,
    actor,
    message: null,
  });
  if ('bad' in push) return push.bad;
  if ('ignored' in push) return push.ignored;
  return { delivery: deliveryId(delivery), trigger: push.trigger, payload: payloadOf(entry, push.trigger) };
}

/** GitHub's form of a push, as far as a hook knows; the rest comes from the commit when it is fetched. */
function payloadOf(entry: JsonObject, trigger: Trigger): JsonObject {
  const fullName = textAt(entry, MAX_NAME, 'repository') ?? '';
  const [owner = '', name = ''] = fullName.split('/');
  return {
    ref: trigger.ref,
    before: textAt(entry, 100, 'before') ?? '',
    after: textAt(entry, 100, 'after') ?? '',
    created: trigger.before === null,
    deleted: trigger.deleted,
    forced: trigger.forced,
    repository: { name, full_name: fullName, owner: { name: owner, login: owner } },
    pusher: { name: trigger.actor },
    sender: { login: trigger.actor, type: 'User' },
  };
}

/** The entries of the body, or why there are none. */
function parseEntries(request: WebhookRequest): readonly JsonObject[] | string {
  try {
    const payload = parsePayload(request);
    const list = Array.isArray(payload) ? payload : [payload];
    if (list.length > MAX_ENTRIES) return `One call carries at most ${MAX_ENTRIES} refs.`;
    const entries = list.filter(isJsonObject);
    return entries.length === list.length ? entries : 'The body is neither a JSON object nor a list of them.';
  } catch (error) {
    if (error instanceof PayloadError) return error.message;
    throw error;
  }
}
