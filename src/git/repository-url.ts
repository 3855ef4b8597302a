import { isAbsolute, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { GitError } from './git-error.ts';

/** A repository's URL that is refused, with a sentence that says why and what would do. */
export class RepositoryUrlError extends GitError {
  override readonly name = 'RepositoryUrlError';
}

/** A URL as it may be stored and shown, and the credentials that stood in it. */
export interface CheckedUrl {
  readonly url: string;
  /** `user:password` (decoded), for http and https only. */
  readonly credentials: string | null;
}

const MAX_LENGTH = 2_000;
/** `user@host:path`, the short form of ssh. The user and the host begin with a letter or digit, so neither can be an option. */
const SCP_FORM = /^(?:[A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*:(?!\/\/)[^-].*$/;
const SSH_USER = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;
const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*)|\[[0-9a-fA-F:.]+\])$/;

/**
 * Checks a URL that a user registers: http, https and ssh (also `git@host:path`), and with `allowLocal`
 * absolute paths and `file://`. Nothing that it accepts can become an option, another transport
 * (`ext::`), or more than one line of a configuration file.
 * @throws RepositoryUrlError
 */
export function checkRepositoryUrl(text: string, options: { readonly allowLocal: boolean }): CheckedUrl {
  if (text === '' || text.length > MAX_LENGTH) {
    throw new RepositoryUrlError(`A repository's URL has 1 to ${MAX_LENGTH} characters.`);
  }
  // Folders have spaces in their names; URLs and the short form of ssh have not.
  if (/[\p{Cc}\p{Zl}\p{Zp}\\]/u.test(text) || (/\s/u.test(text) && !isAbsolute(text))) {
    throw new RepositoryUrlError("A repository's URL holds no spaces, control characters or backslashes.");
  }
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'http' || scheme === 'https') return checkHttp(text);
  if (scheme === 'ssh') return checkSsh(text);
  if (scheme === 'file' || isAbsolute(text)) return checkLocal(text, scheme === 'file', options.allowLocal);
  if (scheme === undefined && !text.includes('::') && SCP_FORM.test(text))
    return { url: text, credentials: null };
  throw new RepositoryUrlError(
    `${quote(text)} is no URL to fetch from: use https://, http://, ssh:// or git@host:path${options.allowLocal ? ', or an absolute path' : ''}.`,
  );
}

function checkHttp(text: string): CheckedUrl {
  const url = parse(text);
  const user = decode(url.username);
  const password = decode(url.password);
  url.username = '';
  url.password = '';
  url.hash = '';
  if (url.search !== '') {
    // It would be kept and shown in the clear, and what stands there is mostly a token.
    throw new RepositoryUrlError(
      'The URL has a "?": git needs none, and credentials belong before the host, https://user:token@host/path.',
    );
  }
  if (url.pathname.length < 2)
    throw new RepositoryUrlError(`${quote(url.href)} names a host but no repository.`);
  const credentials = user === '' && password === '' ? null : `${user}:${password}`;
  return { url: url.href, credentials };
}

function checkSsh(text: string): CheckedUrl {
  const url = parse(text);
  if (url.password !== '') {
    throw new RepositoryUrlError(
      'An ssh URL holds no password: ssh uses the keys of the user that runs Runbook.',
    );
  }
  if ((url.username !== '' && !SSH_USER.test(url.username)) || !HOST.test(url.hostname)) {
    throw new RepositoryUrlError(`${quote(text)} has a user or host that ssh could take for an option.`);
  }
  if (url.pathname.length < 2 || url.pathname.startsWith('/-')) {
    throw new RepositoryUrlError(`${quote(text)} names no repository on its host.`);
  }
  return { url: url.href, credentials: null };
}

function checkLocal(text: string, isUrl: boolean, allowed: boolean): CheckedUrl {
  if (!allowed) {
    throw new RepositoryUrlError(
      'A path or file:// URL is admitted only where the server runs with --allow-local-repositories.',
    );
  }
  if (!isUrl) return { url: normalize(text), credentials: null };
  const url = parse(text);
  if (url.host !== '')
    throw new RepositoryUrlError(`${quote(text)} names a host; a file:// URL here has three slashes.`);
  try {
    return { url: pathToFileURL(fileURLToPath(url)).href, credentials: null };
  } catch (cause) {
    throw new RepositoryUrlError(`${quote(text)} is no path of this machine.`, { cause });
  }
}

function parse(text: string): URL {
  try {
    return new URL(text);
  } catch (cause) {
    throw new RepositoryUrlError(`${quote(text)} is not a well-formed URL.`, { cause });
  }
}

/** Percent-decodes a user or password and refuses what a header or prompt could not carry. */
function decode(text: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text);
  } catch (cause) {
    throw new RepositoryUrlError("The URL's user or password is not percent-encoded properly.", { cause });
  }
  if (/\p{Cc}/u.test(decoded)) {
    throw new RepositoryUrlError("The URL's user or password holds control characters.");
  }
  return decoded;
}

/** For messages: never with what could be a password, one with a slash in it included. */
function quote(text: string): string {
  return JSON.stringify(text.replace(/\/\/.*@/, '//***@').slice(0, 200));
}
