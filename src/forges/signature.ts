import { isUtf8 } from 'node:buffer';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { verify } from '@octokit/webhooks-methods';

/**
 * Whether a header `sha256=<hex>` is the HMAC of the body under the secret, as GitHub signs (docs,
 * "Validating webhook deliveries"). Compares in constant time; a body that is not UTF-8 has no signature.
 */
export async function isSigned(header: string | undefined, body: Buffer, secret: string): Promise<boolean> {
  if (header === undefined || !/^sha256=[0-9a-f]{64}$/.test(header)) return false;
  if (secret === '' || body.length === 0 || !isUtf8(body)) return false;
  return verify(secret, body.toString('utf8'), header);
}

/**
 * The key that a repository's own hook sends in place of the webhook secret: made from it, so that installing a
 * hook neither changes the secret nor leaves it in a file, and void once the secret is another.
 */
export function hookKey(secret: string): string {
  return createHmac('sha256', secret).update('runbook post-receive hook', 'utf8').digest('hex');
}

/** Whether a header `Bearer <token>` holds the secret (RFC 6750, section 2.1). Compares in constant time. */
export function bearsSecret(header: string | undefined, secret: string): boolean {
  const token = /^Bearer +(.+)$/i.exec(header ?? '')?.[1];
  if (token === undefined || secret === '') return false;
  // Digests have one length, so that the comparison tells nothing of the secret's.
  return timingSafeEqual(digest(token), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
