import type { IncomingHttpHeaders } from 'node:http';
import { HttpProblem } from '../http/problem.ts';
import { hostName, isLoopback } from './host.ts';
import { checkToken } from './token.ts';

/** Where the server listens and how it is reached: what decides who may call it. */
export interface AccessOptions {
  /** The address bound to. */
  readonly host: string;
  /** The public address (`--url`); null: none. */
  readonly url: URL | null;
  /** Opens everything. */
  readonly token: string;
  /** Opens what workers need, and nothing else. */
  readonly workerToken: string;
}

/**
 * What a request wants. `read` and `change` are for people and programs; `worker` is what a worker needs for a job
 * it was granted; `page` is a part of the web application, the same for everybody and without any data; `signed`
 * brings its own proof (a webhook); `probe` is a health check, which tells nothing.
 */
export type Wish = 'read' | 'change' | 'worker' | 'page' | 'signed' | 'probe';

/** Headers that a proxy adds: behind one, a loopback name in Host says nothing about who calls. */
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/**
 * Decides whether a request may go on (DESIGN, "Who may call"). Reading needs no token only where the server is
 * bound to loopback and the request's Host is a loopback name; so neither a page on the web (its Origin and
 * Sec-Fetch-Site betray it) nor a name that was made to point here (its Host betrays it) gets an answer.
 * @throws HttpProblem 401 or 403
 */
export function checkAccess(headers: IncomingHttpHeaders, wish: Wish, options: AccessOptions): void {
  refuseOtherSites(headers, wish, options);
  if (wish === 'signed' || wish === 'probe') return;
  const accepted = wish === 'worker' ? [options.token, options.workerToken] : [options.token];
  const token = checkToken(headers.authorization, accepted);
  if (token === 'valid') return;
  const host = hostName(headers.host);
  if (!isKnownHost(host, options)) {
    throw new HttpProblem(
      403,
      `This server is not known as ${JSON.stringify(host ?? '')}: start it with --url, or send its token.`,
    );
  }
  if (wish === 'page') return;
  const isLocal = isLoopback(options.host) && host !== null && isLoopback(host);
  const isProxied = PROXY_HEADERS.some((name) => headers[name] !== undefined);
  if (wish === 'read' && token === 'none' && isLocal && !isProxied) return;
  throw new HttpProblem(
    401,
    token === 'wrong'
      ? 'Bad credentials'
      : `Requires authentication: send the token of data/keys/${wish === 'worker' ? 'worker-token' : 'token'}.`,
    { headers: { 'WWW-Authenticate': 'Bearer realm="runbook"' } },
  );
}

/** Whether the server answers to this name. */
function isKnownHost(host: string | null, options: AccessOptions): boolean {
  if (host === null) return false;
  if (isLoopback(options.host) && isLoopback(host)) return true;
  return host === options.url?.hostname.toLowerCase();
}

function refuseOtherSites(headers: IncomingHttpHeaders, wish: Wish, options: AccessOptions): void {
  const { origin } = headers;
  if (origin !== undefined && !isOwnOrigin(origin, headers.host, options)) {
    throw new HttpProblem(403, 'Requests from pages of other sites are refused.');
  }
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return;
  // Following a link from elsewhere is reading by the person who clicked it: the other page sees no answer.
  const followsLink =
    (wish === 'read' || wish === 'page') &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document';
  if (!followsLink) throw new HttpProblem(403, 'Requests from pages of other sites are refused.');
}

function isOwnOrigin(origin: string, hostHeader: string | undefined, options: AccessOptions): boolean {
  if (options.url !== null && origin === options.url.origin) return true;
  const host = hostName(hostHeader);
  return host !== null && isLoopback(host) && isLoopback(options.host) && origin === `http://${hostHeader}`;
}
