import { describe, expect, it } from 'vitest';
import type { RunId } from '../../../../src/events/index.ts';
import type { DeliveredWorkflowShape } from '../../../../src/server/shapes/index.ts';
import { outcomesOf, refWords, wayWords } from '../../../../src/web/pages/deliveries/delivery-words.ts';

describe('the words for a delivery', () => {
  it('call a branch by its name, a tag a tag, and leave other refs as they are', () => {
    expect(refWords('refs/heads/feature/heads/x')).toBe('feature/heads/x');
    expect(refWords('refs/tags/v1')).toBe('tag v1');
    expect(refWords('refs/pull/5/head')).toBe('refs/pull/5/head');
    expect(refWords('main')).toBe('main');
    expect(refWords('')).toBe('default branch');
  });

  it('tell what people did from what a schedule and a forge did', () => {
    expect(wayWords({ forge: 'runbook', event: 'workflow_dispatch' })).toBe('by hand');
    expect(wayWords({ forge: 'runbook', event: 'schedule' })).toBe('by its schedule');
    expect(wayWords({ forge: 'github', event: 'push' })).toBe('by GitHub');
    expect(wayWords({ forge: 'other', event: 'push' })).toBe('by other');
  });

  it('count a file with mistakes among those with a run', () => {
    const file = (path: string, outcome: DeliveredWorkflowShape['outcome'], run: number | null) => ({
      path,
      outcome,
      run: run as RunId | null,
      reason: null,
      run_number: run,
      status: null,
      conclusion: null,
    });
    const workflows = [file('a', 'started', 1), file('b', 'skipped', null), file('c', 'rejected', 2)];
    const { withRun, without } = outcomesOf({ workflows });
    expect(withRun.map(({ path }) => path)).toEqual(['a', 'c']);
    expect(without.map(({ path }) => path)).toEqual(['b']);
  });
});
