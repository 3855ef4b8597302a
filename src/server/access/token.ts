import { equalInConstantTime } from './constant-time.ts';

/**
 * Looks at an Authorization header: `Bearer TOKEN`, or `token TOKEN` as GitHub's clients send it.
 * @param accepted the tokens that are good here
 * @returns `none` where there is no header
 */
export function checkToken(
  header: string | undefined,
  accepted: readonly string[],
): 'valid' | 'wrong' | 'none' {
  if (header === undefined || header === '') return 'none';
  const given = /^(?:bearer|token) +(\S+) *$/i.exec(header)?.[1];
  if (given === undefined) return 'wrong';
  // All are compared, so that the time does not tell which one it was near to.
  const found = accepted.map((token) => equalInConstantTime(given, token));
  return found.includes(true) ? 'valid' : 'wrong';
}
