import type { DeliveryId } from '../events/ids.ts';
import type { JsonObject } from '../events/json.ts';
import type { ForgeName, Trigger } from '../events/trigger.ts';

/** An HTTP request to `/webhooks/<forge>`, its body bounded and unparsed. */
export interface WebhookRequest {
  /** By lower-case name. */
  readonly headers: { readonly [name: string]: string | undefined };
  /** The bytes as sent: signatures are made over them. */
  readonly body: Buffer;
}

/** One push of one ref. */
export interface ReadTrigger {
  readonly delivery: DeliveryId;
  readonly trigger: Trigger;
  /** `github.event`. */
  readonly payload: JsonObject;
}

/** What a verified request asks for. */
export type WebhookReading =
  /** Each with an id of its own, in the order of the pushes; never empty. */
  | { readonly kind: 'triggers'; readonly triggers: readonly ReadTrigger[] }
  | { readonly kind: 'ping' }
  /** Nothing can come of it; the reason is one sentence. */
  | { readonly kind: 'ignored'; readonly reason: string }
  /** It cannot be read; the message is one sentence for the sender. */
  | { readonly kind: 'bad'; readonly message: string };

/** The webhooks of one forge, in the order of use: `identify`, `verify`, `read`. None of them throws. */
export interface ForgeWebhook {
  readonly name: ForgeName;
  /** The repository's name from the unverified body, only to find its secret. */
  identify(request: WebhookRequest): { readonly repository: string } | { readonly error: string };
  /** Whether the request was made by someone who has the secret; compares in constant time. */
  verify(request: WebhookRequest, secret: string): Promise<boolean>;
  /** What a verified request says. */
  read(request: WebhookRequest): WebhookReading;
}
