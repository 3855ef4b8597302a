import { describe, expect, it } from 'vitest';
import type { RepositoryName } from '../../../../src/events/index.ts';
import { job, REPOSITORY, workflow } from '../../orchestrator/definitions.ts';
import { Ledger } from '../../orchestrator/ledger.ts';
import { indexOf } from './indexes.ts';

const OTHER = 'octo/gadgets' as RepositoryName;
const REMOVED = 'octo/old' as RepositoryName;

function threeRepositories(): Ledger {
  const ledger = new Ledger();
  for (const repository of [OTHER, REMOVED]) {
    ledger.do({ type: 'repository_registered', repository, url: 'u', secret: 's', credentials: null });
  }
  ledger.push(workflow([job('a')]));
  ledger.push(workflow([job('a')], { path: '.runbook/deploy.yml' }));
  ledger.push(workflow([job('a')]));
  ledger.push(workflow([job('a')]), OTHER);
  ledger.push(workflow([job('a')]), REMOVED);
  ledger.do({ type: 'repository_removed', repository: REMOVED });
  return ledger;
}

describe('the newest runs', () => {
  it('are one of each workflow of a repository that has run', () => {
    const index = indexOf(threeRepositories());
    const ids = index.repositories.workflows(REPOSITORY).map(({ id }) => id);
    const newest = index.newestRuns.ofWorkflows(REPOSITORY);
    expect(ids.map((id) => newest.get(id)?.number)).toEqual([3, 2]);
    expect(newest.size).toBe(2);
    expect(index.newestRuns.ofWorkflows('octo/unknown' as RepositoryName).size).toBe(0);
    index.close();
  });

  it('are one of each registered repository, beside how many workflows it has', () => {
    const index = indexOf(threeRepositories());
    const newest = index.newestRuns.ofRepositories();
    expect(Object.fromEntries([...newest].map(([name, { number }]) => [name, number]))).toEqual({
      [OTHER]: 1,
      [REPOSITORY]: 3,
    });
    expect(index.repositories.workflowCounts()).toEqual(
      new Map([
        [OTHER, 1],
        [REMOVED, 1],
        [REPOSITORY, 2],
      ]),
    );
    index.close();
  });
});
