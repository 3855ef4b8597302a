import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { hasCode } from '../error-code.ts';

/**
 * The text of a file that only its user may read; made with `create()` where it is missing. Whoever else makes it
 * at the same moment, both read the same text, and it is never seen half written.
 */
export function readOrCreatePrivateFile(path: string, create: () => string): string {
  const existing = readIfThere(path);
  if (existing !== null) return existing;
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  writeDurably(temporary, create());
  try {
    linkSync(temporary, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  return readFileSync(path, 'utf8');
}

/** Makes `text` all that a file only its user may read holds; whoever reads it meanwhile sees the old text or the new. */
export function replacePrivateFile(path: string, text: string): void {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  writeDurably(temporary, text);
  renameSync(temporary, path);
}

/** The file's text; null where there is none. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return null;
    throw error;
  }
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
