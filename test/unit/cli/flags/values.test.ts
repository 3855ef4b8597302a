import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import { duration, list, repeated, repeatedPairs, wholeNumber } from '../../../../src/cli/flags/values.ts';

describe('values of flags', () => {
  it.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['1h30m', 5_400_000],
    ['500ms', 500],
    ['0', 0],
  ])('reads the time %s', (text, milliseconds) => {
    expect(duration(text)).toBe(milliseconds);
  });

  it.each(['', '5', '-1s', '1x', '1m 2s', 'm'])('refuses the time %j', (text) => {
    expect(() => duration(text)).toThrow(InvalidArgumentError);
  });

  it('reads whole numbers within bounds only', () => {
    const port = wholeNumber(0, 65_535);
    expect(port('4000')).toBe(4000);
    for (const text of ['70000', '-1', '1.5', '0x10', '', ' 1'])
      expect(() => port(text)).toThrow(InvalidArgumentError);
  });

  it('splits lists and drops what is empty', () => {
    expect(list(' a, b,,c ')).toEqual(['a', 'b', 'c']);
  });

  it('gathers repeated flags in order', () => {
    expect(repeated('b', repeated('a', undefined))).toEqual(['a', 'b']);
  });

  it('takes everything after the first = as the value, and the last value of a name', () => {
    const pairs = repeatedPairs('a=3', repeatedPairs('b=x=y', repeatedPairs('a=1', undefined)));
    expect(Object.fromEntries(pairs)).toEqual({ a: '3', b: 'x=y' });
    expect(() => repeatedPairs('=x', undefined)).toThrow(InvalidArgumentError);
    expect(() => repeatedPairs('name', undefined)).toThrow(InvalidArgumentError);
  });
});
