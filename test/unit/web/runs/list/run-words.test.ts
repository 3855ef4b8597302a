import { describe, expect, it } from 'vitest';
import { runCountText } from '../../../../../src/web/pages/runs/list/run-count-text.ts';
import { pageCount } from '../../../../../src/web/pages/runs/list/page-count.ts';
import { shortEvent } from '../../../../../src/web/pages/runs/list/run-words.ts';
import { NO_FILTERS } from '../../../../../src/web/pages/runs/filters/filters.ts';

describe('A run in the list', () => {
  it('has the name of its event without what every workflow event begins with', () => {
    expect(['push', 'workflow_dispatch', 'workflow_'].map(shortEvent)).toEqual([
      'push',
      'dispatch',
      'workflow_',
    ]);
  });
});

describe('The line above the list', () => {
  it('counts all runs, or those that match', () => {
    const branch = { ...NO_FILTERS, branch: 'main' };
    expect(runCountText(1, NO_FILTERS)).toBe('1 run');
    expect(runCountText(1_204, NO_FILTERS)).toBe('1,204 runs');
    expect(runCountText(1, branch)).toBe('1 run matches');
    expect(runCountText(0, branch)).toBe('0 runs match');
  });
});

describe('The pages of a list', () => {
  it('are as many as hold all runs, and one for none', () => {
    expect([0, 1, 30, 31, 60, 61].map(pageCount)).toEqual([1, 1, 1, 2, 2, 3]);
  });
});
