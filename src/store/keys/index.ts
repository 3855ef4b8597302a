export { EndedSessions } from './ended-sessions.ts';
export { KeyError, UnsealError } from './errors.ts';
export { type GivenKeys, type Keys, openKeys, readToken } from './keys.ts';
