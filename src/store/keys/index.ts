export { KeyError, UnsealError } from './errors.ts';
export { type Keys, openKeys, readToken } from './keys.ts';
