import type { IncomingHttpHeaders } from 'node:http';
import { HttpProblem } from '../http/problem.ts';
import { hostName, isLoopback } from './host.ts';
import { type Address, refuseOtherSites, requireOwnPage } from './own-page.ts';
import { sessionCookie, shownValues } from './session-cookie.ts';
import type { Session, Sessions } from './sessions.ts';
import { checkToken } from './token.ts';

/** What decides who may call the server. */
export interface AccessOptions extends Address {
  /** Opens everything. */
  readonly token: string;
  /** Opens what workers need, and nothing else. */
  readonly workerToken: string;
  /** Of browsers that are signed in: open what people need. */
  readonly sessions: Sessions;
}

/**
 * What a request wants. `read` and `change` are for people and programs; `orchestrator` and `worker` are what those
 * need on other machines, in the clear, and no browser does; `page` is a part of the web application, the same for
 * everybody and without any data; `session` is to sign in or out, or to ask who one is; `signed` brings its own
 * proof (a webhook); `probe` is a health check, which tells nothing.
 */
export type Wish = 'read' | 'change' | 'orchestrator' | 'worker' | 'page' | 'session' | 'signed' | 'probe';

/** What a caller may do. */
export interface Rights {
  /** Whether it is a browser that signed in. */
  readonly signedIn: boolean;
  readonly canRead: boolean;
  readonly canChange: boolean;
}

/** Headers that a proxy adds: behind one, a loopback name in Host says nothing about who calls. */
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/**
 * Decides whether a request may go on (DESIGN, "Who may call"). Reading needs no token only where the server is
 * bound to loopback and the request's Host is a loopback name; so neither a page on the web (its Origin and
 * Sec-Fetch-Site betray it) nor a name that was made to point here (its Host betrays it) gets an answer. A session
 * is as good as the token for what people do, and changes by one must come from a page of this server.
 * @throws HttpProblem 401 or 403
 */
export function checkAccess(headers: IncomingHttpHeaders, wish: Wish, options: AccessOptions): void {
  refuseOtherSites(headers, wish === 'read' || wish === 'page', options);
  if (wish === 'signed' || wish === 'probe') return;
  const accepted = wish === 'worker' ? [options.token, options.workerToken] : [options.token];
  const token = checkToken(headers.authorization, accepted);
  if (token === 'valid') return;
  requireKnownHost(headers, options);
  if (wish === 'page' || wish === 'session') return;
  if (token === 'none' && wish === 'read' && readsOpenly(headers, options)) return;
  if (token === 'none' && (wish === 'read' || wish === 'change') && sessionOf(headers, options) !== null) {
    if (wish === 'change') requireOwnPage(headers, options);
    return;
  }
  throw new HttpProblem(401, token === 'wrong' ? 'Bad credentials' : whatOpens(wish), {
    headers: { 'WWW-Authenticate': 'Bearer realm="runbook"' },
  });
}

/** What the sender of these headers may do; tells nobody off. */
export function rightsOf(headers: IncomingHttpHeaders, options: AccessOptions): Rights {
  const token = checkToken(headers.authorization, [options.token]);
  const signedIn = sessionOf(headers, options) !== null;
  const canChange = token === 'valid' || (token === 'none' && signedIn);
  return {
    signedIn,
    canRead: canChange || (token === 'none' && readsOpenly(headers, options)),
    canChange,
  };
}

/** The session of a browser; null where it is not signed in. */
export function sessionOf(
  headers: IncomingHttpHeaders,
  { url, sessions }: Pick<AccessOptions, 'url' | 'sessions'>,
): Session | null {
  for (const shown of shownValues(headers, sessionCookie(headers, url).name)) {
    const session = sessions.find(shown);
    if (session !== null) return session;
  }
  return null;
}

function requireKnownHost(headers: IncomingHttpHeaders, options: Address): void {
  const host = hostName(headers.host);
  if (host !== null && isLoopback(options.host) && isLoopback(host)) return;
  if (host !== null && host === options.url?.hostname) return;
  throw new HttpProblem(
    403,
    `This server is not known as ${JSON.stringify(host ?? '')}: start it with --url, or send its token.`,
  );
}

/** Whether the request comes from this machine to a server that only this machine reaches. */
function readsOpenly(headers: IncomingHttpHeaders, options: Address): boolean {
  const host = hostName(headers.host);
  const isProxied = PROXY_HEADERS.some((name) => headers[name] !== undefined);
  return isLoopback(options.host) && host !== null && isLoopback(host) && !isProxied;
}

function whatOpens(wish: Wish): string {
  if (wish === 'worker') return 'Requires authentication: send the token of data/keys/worker-token.';
  const signIn = wish === 'orchestrator' ? '' : 'sign in, or ';
  return `Requires authentication: ${signIn}send the token of data/keys/token.`;
}
