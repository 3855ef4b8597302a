/** Forges: what their webhooks say, verified and turned into triggers under GitHub's meanings. */
export { gitWebhook } from './git/git-webhook.ts';
export { githubWebhook } from './github/github-webhook.ts';
export { hookKey } from './signature.ts';
export type { ForgeWebhook, ReadTrigger, WebhookReading, WebhookRequest } from './webhook.ts';
