import { describe, expect, it } from 'vitest';
import { withoutImplied } from '../../../../../src/web/pages/run/graph/implied-needs.ts';

const reduced = (needs: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(withoutImplied(new Map(Object.entries(needs))));

describe('Needs that are drawn', () => {
  it('leave out what another need brings, over any number of jobs', () => {
    expect(reduced({ a: [], b: ['a'], c: ['b'], d: ['a', 'b', 'c'] })).toMatchObject({ d: ['c'] });
  });

  it('keep both sides of a diamond', () => {
    expect(reduced({ a: [], b: ['a'], c: ['a'], d: ['b', 'c', 'a'] })).toMatchObject({ d: ['b', 'c'] });
  });

  it('leave out jobs that are not there, and repeats', () => {
    expect(reduced({ a: [], b: ['a', 'a', 'gone'] })).toMatchObject({ b: ['a'] });
  });

  it('end for needs that go in a circle', () => {
    expect(Object.keys(reduced({ a: ['b'], b: ['a'] }))).toEqual(['a', 'b']);
  });
});
