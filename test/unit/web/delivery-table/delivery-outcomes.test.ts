import { describe, expect, it } from 'vitest';
import type { DeliveryId, RepositoryName, RunId } from '../../../../src/events/index.ts';
import type { DeliveredWorkflowShape, DeliveryShape } from '../../../../src/server/shapes/index.ts';
import { outcomesOf, startedOne } from '../../../../src/web/delivery-table/delivery-outcomes.ts';

function file(path: string, outcome: DeliveredWorkflowShape['outcome'], run: number | null) {
  return {
    path,
    outcome,
    run: run as RunId | null,
    reason: null,
    run_number: run,
    status: null,
    conclusion: null,
  };
}

const DELIVERY: DeliveryShape = {
  repository: 'demo/app' as RepositoryName,
  delivery: '1' as DeliveryId,
  forge: 'git',
  event: 'push',
  ref: 'refs/heads/main',
  sha: '0'.repeat(40),
  actor: 'octocat',
  received_at: '2026-01-01T00:00:00Z',
  status: 'handled',
  handled_at: '2026-01-01T00:00:00Z',
  reason: null,
  workflows: [file('a', 'started', 1), file('b', 'skipped', null), file('c', 'rejected', 2)],
};

describe('what a delivery became', () => {
  it('has a file with mistakes among those with a run', () => {
    const { withRun, without } = outcomesOf(DELIVERY);
    expect(withRun.map(({ path }) => path)).toEqual(['a', 'c']);
    expect(without.map(({ path }) => path)).toEqual(['b']);
  });

  it('tells whether a run is of it', () => {
    expect(startedOne([DELIVERY], 2 as RunId)).toBe(true);
    expect(startedOne([DELIVERY], 3 as RunId)).toBe(false);
    expect(startedOne([], 1 as RunId)).toBe(false);
  });
});
