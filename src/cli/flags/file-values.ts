import { readFileSync } from 'node:fs';
import { CommandError } from '../exit-code.ts';
import { unreadable } from '../unreadable.ts';

/** The most characters of a file that a flag names: no key or chain of certificates is longer. */
const MOST_CHARACTERS = 1024 * 1024;

/** The text of a file that a flag names. @throws CommandError that names both */
export function fileValue(flag: string, path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(`${flag} ${path}`, error);
  }
  if (text.length <= MOST_CHARACTERS) return text;
  throw new CommandError(`${flag} ${path} is too long for what it should hold.`);
}

/** The one line of a file that holds a password or a token, without the end of the line. @throws CommandError */
export function secretInFile(flag: string, path: string): string {
  const secret = fileValue(flag, path).replace(/\r?\n$/, '');
  if (secret !== '' && !/[\r\n\0]/.test(secret)) return secret;
  throw new CommandError(`${flag} ${path} has to hold one line, which is not empty.`);
}

/** A PEM file that a flag names. @param label what it has to hold, `CERTIFICATE` @throws CommandError */
export function pemFile(flag: string, path: string, label: 'CERTIFICATE' | 'PRIVATE KEY'): string {
  const text = fileValue(flag, path);
  if (new RegExp(`-----BEGIN [A-Z0-9 ]*${label}-----`).test(text)) return text;
  const what = label === 'CERTIFICATE' ? 'certificate' : 'private key';
  throw new CommandError(`${flag} ${path} holds no ${what} in PEM form (-----BEGIN ...${label}-----).`);
}
