import type { IncomingHttpHeaders } from 'node:http';
import { HttpProblem } from '../http/problem.ts';
import { hostName, isLoopback } from './host.ts';

/** Where the server listens and how it is reached. */
export interface Address {
  /** The address bound to. */
  readonly host: string;
  /** The public address (`--url`); null: none. */
  readonly url: URL | null;
}

/**
 * Refuses what a browser sends for a page that is not this server's, of another port of the same name too.
 * @param followsLinks whether a person may come from elsewhere by a link
 * @throws HttpProblem 403
 */
export function refuseOtherSites(
  headers: IncomingHttpHeaders,
  followsLinks: boolean,
  address: Address,
): void {
  const { origin } = headers;
  if (origin !== undefined && !isOwnOrigin(origin, headers.host, address)) throw otherSite();
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return;
  // Following a link from elsewhere is reading by the person who clicked it: the other page sees no answer.
  const isLink =
    followsLinks && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (!isLink) throw otherSite();
}

/**
 * Refuses what does not say that a page of this server sent it: a browser shows its cookie without being asked,
 * and an old one may send it for the page of another site without saying so.
 * @throws HttpProblem 403
 */
export function requireOwnPage(headers: IncomingHttpHeaders, address: Address): void {
  const { origin, host } = headers;
  const isOwn =
    origin === undefined ? headers['sec-fetch-site'] === 'same-origin' : isOwnOrigin(origin, host, address);
  if (isOwn) return;
  throw new HttpProblem(
    403,
    'A change by a signed-in browser must come from a page of this server; a program sends the token.',
  );
}

function isOwnOrigin(origin: string, hostHeader: string | undefined, { host, url }: Address): boolean {
  if (url !== null && origin === url.origin) return true;
  const name = hostName(hostHeader);
  return name !== null && isLoopback(name) && isLoopback(host) && origin === `http://${hostHeader}`;
}

function otherSite(): HttpProblem {
  return new HttpProblem(403, 'Requests from pages of other sites are refused.');
}
