import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Sealed } from '../../events/index.ts';
import { hasCode } from '../error-code.ts';
import { KeyError } from './errors.ts';
import { readIfThere, readOrCreatePrivateFile } from './private-file.ts';
import { KEY_BYTES, seal, unseal } from './seal.ts';

/** The installation's own secrets. */
export interface Keys {
  /** What a caller of the API shows as bearer token. */
  readonly token: string;
  /** Encrypts a secret before it enters an event. */
  seal(clear: string): Sealed;
  /** @throws UnsealError */
  unseal(sealed: Sealed): string;
}

const TOKEN = /^[\w.~+/=-]{20,500}$/;

/**
 * Reads `token` and `master` in `folder`, made (0600) where they are missing. With `RUNBOOK_MASTER_KEY` (32 bytes
 * in base64 or hexadecimal) that is the master key, and no file of it is read or made.
 * @throws KeyError
 */
export function openKeys(
  folder: string,
  env: { readonly RUNBOOK_MASTER_KEY?: string | undefined } = {},
): Keys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const token = readOrCreatePrivateFile(join(folder, 'token'), newKeyText).trim();
  if (!TOKEN.test(token))
    throw new KeyError(`${join(folder, 'token')} holds no token; delete it to get a new one.`);
  const master = masterKey(join(folder, 'master'), env.RUNBOOK_MASTER_KEY);
  return {
    token,
    seal: (clear) => seal(clear, master),
    unseal: (sealed) => unseal(sealed, master),
  };
}

/** The token in a data folder; null where there is none or this user may not read it. */
export function readToken(dataPath: string): string | null {
  try {
    const token = readIfThere(join(dataPath, 'keys', 'token'))?.trim() ?? null;
    return token !== null && TOKEN.test(token) ? token : null;
  } catch (error) {
    if (hasCode(error, 'EACCES')) return null;
    throw error;
  }
}

function masterKey(path: string, given: string | undefined): Buffer {
  if (given !== undefined && given !== '') {
    const key = decodeKey(given.trim());
    if (key === null) {
      throw new KeyError(`RUNBOOK_MASTER_KEY is not ${KEY_BYTES} bytes in base64 or hexadecimal.`);
    }
    return key;
  }
  const key = decodeKey(readOrCreatePrivateFile(path, newKeyText).trim());
  if (key === null) {
    throw new KeyError(
      `${path} does not hold a key of ${KEY_BYTES} bytes; restore it from a backup, as stored secrets depend on it.`,
    );
  }
  return key;
}

function newKeyText(): string {
  return `${randomBytes(KEY_BYTES).toString('base64url')}\n`;
}

function decodeKey(text: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (!/^[A-Za-z0-9_+/-]{43}=?$/.test(text)) return null;
  const key = Buffer.from(text, 'base64');
  return key.length === KEY_BYTES ? key : null;
}
