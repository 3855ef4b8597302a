import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Sealed } from '../../events/index.ts';
import { UnsealError } from './errors.ts';

/** Bytes of a master key (AES-256). */
export const KEY_BYTES = 32;
/** Bytes of a nonce and of a tag, as NIST SP 800-38D recommends for GCM. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

/** Encrypts `clear` with AES-256-GCM: `v1.` and base64url of nonce, tag and cipher text. */
export function seal(clear: string, key: Buffer): Sealed {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()]);
  return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
}

/** The clear text of what `seal` made with the same key. @throws UnsealError */
export function unseal(sealed: Sealed, key: Buffer): string {
  const [version, encoded, ...rest] = sealed.split('.');
  if (version !== VERSION || encoded === undefined || rest.length > 0) {
    throw new UnsealError(
      'A stored secret has a form that this program does not know; was it written by a newer one?',
    );
  }
  const bytes = Buffer.from(encoded, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES)
    throw new UnsealError('A stored secret is cut off; set it again.');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const body = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([body, decipher.final()]).toString('utf8');
  } catch (error) {
    throw new UnsealError(
      'A stored secret cannot be decrypted: it was sealed under another master key (keys/master, or ' +
        'RUNBOOK_MASTER_KEY) or is damaged; put the key back, or set the secret again.',
      { cause: error },
    );
  }
}
