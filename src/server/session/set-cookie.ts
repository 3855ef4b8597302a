import { type AccessOptions, sessionCookie } from '../access/index.ts';
import type { Call } from '../http/route.ts';

/** Signs the browser in that gets this answer. */
export function setSessionCookie({ request, response }: Call, { url, sessions }: AccessOptions): void {
  const { name, options } = sessionCookie(request.headers, url);
  response.cookie(name, sessions.open(), options);
}

/** Makes the browser forget its session; it stays good elsewhere. */
export function clearSessionCookie({ request, response }: Call, { url }: AccessOptions): void {
  const { name, options } = sessionCookie(request.headers, url);
  response.clearCookie(name, options);
}
