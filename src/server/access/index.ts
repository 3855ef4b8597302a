export { type AccessOptions, checkAccess, type Rights, rightsOf, sessionOf, type Wish } from './access.ts';
export { hostName, isLoopback } from './host.ts';
export { requireOwnPage } from './own-page.ts';
export { sessionCookie } from './session-cookie.ts';
export { type EndedSessions, SESSION_SECONDS, Sessions } from './sessions.ts';
export { checkToken } from './token.ts';
