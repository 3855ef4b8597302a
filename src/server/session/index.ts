import type { Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import { linkRoutes } from './link-routes.ts';
import { sessionRoutes } from './session-routes.ts';

export { SIGN_IN_PATH } from './link-routes.ts';
export { SignInLinks, signInUrl } from './sign-in-links.ts';

/** How a browser is signed in and out. */
export function signInRoutes(services: Services): readonly Route[] {
  return [...sessionRoutes(services), ...linkRoutes(services)];
}
