import { deliveryId, isDeliveryId } from '../../events/ids.ts';
import { isJsonObject, type JsonObject } from '../../events/json.ts';
import { at, parsePayload, PayloadError, textAt } from '../payload.ts';
import { readPush } from '../push.ts';
import { isSigned } from '../signature.ts';
import type { ForgeWebhook, WebhookReading, WebhookRequest } from '../webhook.ts';

const MAX_NAME = 250;
const MAX_MESSAGE = 64 * 1024;

/**
 * GitHub's webhooks (docs, "Webhook events and payloads"): `push` and `ping`; other events are taken note of
 * and start nothing yet. Signed by `X-Hub-Signature-256`, identified by `X-GitHub-Delivery`.
 */
export const githubWebhook: ForgeWebhook = {
  name: 'github',

  identify(request) {
    const payload = parse(request);
    if (typeof payload === 'string') return { error: payload };
    const repository = textAt(payload, MAX_NAME, 'repository', 'full_name');
    return repository === undefined
      ? { error: 'The body names no repository (repository.full_name).' }
      : { repository };
  },

  verify(request, secret) {
    return isSigned(request.headers['x-hub-signature-256'], request.body, secret);
  },

  read(request) {
    const payload = parse(request);
    if (typeof payload === 'string') return { kind: 'bad', message: payload };
    const event = request.headers['x-github-event'];
    if (event === undefined || event === '')
      return { kind: 'bad', message: 'The header X-GitHub-Event is missing.' };
    if (event === 'ping') return { kind: 'ping' };
    if (event !== 'push') {
      return {
        kind: 'ignored',
        reason: `The event ${JSON.stringify(event.slice(0, 50))} starts nothing yet; push does.`,
      };
    }
    return readGithubPush(request, payload);
  },
};

function readGithubPush(request: WebhookRequest, payload: JsonObject): WebhookReading {
  const delivery = request.headers['x-github-delivery'];
  if (delivery === undefined || !/^[\x21-\x7e]{1,200}$/.test(delivery) || !isDeliveryId(delivery)) {
    return { kind: 'bad', message: 'The header X-GitHub-Delivery is missing or not an id.' };
  }
  const ref = textAt(payload, 2_000, 'ref');
  const push = readPush({
    ref,
    before: textAt(payload, 100, 'before'),
    after: textAt(payload, 100, 'after'),
    forced: at(payload, 'forced') === true,
    actor: textAt(payload, MAX_NAME, 'sender', 'login') ?? textAt(payload, MAX_NAME, 'pusher', 'name'),
    message: textAt(payload, MAX_MESSAGE, 'head_commit', 'message') ?? null,
    // For an annotated tag `after` is the tag; GITHUB_SHA is its commit.
    commit: ref?.startsWith('refs/tags/') === true ? textAt(payload, 100, 'head_commit', 'id') : undefined,
  });
  if ('bad' in push) return { kind: 'bad', message: push.bad };
  if ('ignored' in push) return { kind: 'ignored', reason: push.ignored };
  return { kind: 'triggers', triggers: [{ delivery: deliveryId(delivery), trigger: push.trigger, payload }] };
}

/** The payload, or why it is none. */
function parse(request: WebhookRequest): JsonObject | string {
  try {
    const payload = parsePayload(request);
    return isJsonObject(payload) ? payload : 'The body is not a JSON object.';
  } catch (error) {
    if (error instanceof PayloadError) return error.message;
    throw error;
  }
}
