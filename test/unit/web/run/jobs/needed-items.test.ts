import { describe, expect, it } from 'vitest';
import { itemOf, neededItems } from '../../../../../src/web/pages/run/jobs/needed-items.ts';

describe('What a job needs, as people are told', () => {
  it('is a job beside it', () => {
    expect(neededItems({ key: 'b', needs: ['a'] })).toEqual(['a']);
    expect(neededItems({ key: 'call/b', needs: ['call/a'] })).toEqual(['call/a']);
  });

  it('is a called workflow as a whole, once', () => {
    expect(neededItems({ key: 'done', needs: ['call:0/a', 'call:0/b', 'call:1/a'] })).toEqual([
      'call:0/',
      'call:1/',
    ]);
    expect(neededItems({ key: 'x/done', needs: ['x/y/a', 'x/y/z/b'] })).toEqual(['x/y/']);
  });

  it('is what the call around it needs, which is beside the call', () => {
    expect(neededItems({ key: 'x/y/first', needs: ['build', 'other/last'] })).toEqual(['build', 'other/']);
  });
});

describe('The item of a file that a job is in', () => {
  it('is the job itself, a call, or none', () => {
    expect(itemOf('call/a', '')).toBe('call/');
    expect(itemOf('call/a', 'call/')).toBe('call/a');
    expect(itemOf('other/a', 'call/')).toBeNull();
  });
});
