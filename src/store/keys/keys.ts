import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Sealed } from '../../events/index.ts';
import { hasCode } from '../error-code.ts';
import { KeyError } from './errors.ts';
import { readIfThere, readOrCreatePrivateFile, replacePrivateFile } from './private-file.ts';
import { KEY_BYTES, seal, unseal } from './seal.ts';

/** The installation's own secrets. */
export interface Keys {
  /** What a caller of the API shows as bearer token. */
  readonly token: string;
  /** What a worker shows to be given the secrets of its jobs; good for nothing else. */
  readonly workerToken: string;
  /** Encrypts a secret before it enters an event. */
  seal(clear: string): Sealed;
  /** @throws UnsealError */
  unseal(sealed: Sealed): string;
}

/** Keys that were decided elsewhere: several servers of one installation need the same. Empty counts as absent. */
export interface GivenKeys {
  /** 32 bytes in base64 or hexadecimal. */
  readonly RUNBOOK_MASTER_KEY?: string | undefined;
  readonly RUNBOOK_TOKEN?: string | undefined;
  readonly RUNBOOK_WORKER_TOKEN?: string | undefined;
}

const TOKEN = /^[\w.~+/=-]{20,500}$/;

/**
 * Reads `token`, `worker-token` and `master` in `folder`, made (0600) where they are missing. A token that is given
 * replaces the one in its file, where commands on this machine look for it. A master key that is given is used
 * instead of the file, which is then neither read nor made.
 * @throws KeyError
 */
export function openKeys(folder: string, given: GivenKeys = {}): Keys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const token = tokenOf(join(folder, 'token'), 'RUNBOOK_TOKEN', given);
  const workerToken = tokenOf(join(folder, 'worker-token'), 'RUNBOOK_WORKER_TOKEN', given);
  if (token === workerToken) {
    throw new KeyError(
      'The token of workers is the token of the API, which may do everything; give RUNBOOK_WORKER_TOKEN another value.',
    );
  }
  const master = masterKey(join(folder, 'master'), given.RUNBOOK_MASTER_KEY);
  return {
    token,
    workerToken,
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

/** The token that `variable` gives, which then stands in the file too, or else the file's. */
function tokenOf(path: string, variable: keyof GivenKeys, given: GivenKeys): string {
  const wanted = given[variable]?.trim() ?? '';
  if (wanted !== '') {
    if (!TOKEN.test(wanted)) {
      throw new KeyError(
        `${variable} is no token: it has 20 to 500 letters, digits and the characters . _ ~ + / = -, like the ` +
          'output of `openssl rand -hex 32`.',
      );
    }
    if (readIfThere(path)?.trim() !== wanted) replacePrivateFile(path, `${wanted}\n`);
    return wanted;
  }
  const token = readOrCreatePrivateFile(path, newKeyText).trim();
  if (!TOKEN.test(token)) throw new KeyError(`${path} holds no token; delete it to get a new one.`);
  return token;
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
