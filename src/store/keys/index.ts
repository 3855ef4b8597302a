export { KeyError, UnsealError } from './errors.ts';
export { type GivenKeys, type Keys, openKeys, readToken } from './keys.ts';
