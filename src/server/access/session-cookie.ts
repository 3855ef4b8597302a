import type { IncomingHttpHeaders } from 'node:http';
import type { CookieOptions } from 'express';
import { hostName } from './host.ts';
import { SESSION_SECONDS } from './sessions.ts';

/** A cookie, by the address under which the browser sees this server. */
export interface SessionCookie {
  readonly name: string;
  readonly options: CookieOptions;
}

/** The most cookies of the same name that are looked at: a browser sends one, or a few for different paths. */
const MOST_SHOWN = 5;

/**
 * The cookie of a browser's session. Browsers do not tell the ports of one name apart, so the name does; under an
 * https address the `__Host-` prefix (RFC 6265bis) keeps neighbouring names from setting one.
 * @param url the public address (`--url`); null: none
 */
export function sessionCookie({ host }: IncomingHttpHeaders, url: URL | null): SessionCookie {
  const isSecure = url?.protocol === 'https:' && hostName(host) === url.hostname;
  const port = /:(\d+)$/.exec(host ?? '')?.[1] ?? '80';
  return {
    name: isSecure ? '__Host-runbook-session' : `runbook-session-${port}`,
    options: {
      httpOnly: true,
      sameSite: 'strict',
      path: '/',
      secure: isSecure,
      maxAge: SESSION_SECONDS * 1_000,
    },
  };
}

/** The values that a browser shows for a cookie, as they are. */
export function shownValues({ cookie = '' }: IncomingHttpHeaders, name: string): readonly string[] {
  return cookie
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .slice(0, MOST_SHOWN)
    .map((pair) => pair.slice(name.length + 1));
}
