import { describe, expect, it } from 'vitest';
import { job, REPOSITORY, workflow } from '../../orchestrator/definitions.ts';
import { Ledger } from '../../orchestrator/ledger.ts';
import { indexOf } from './indexes.ts';

describe('what waits for a worker', () => {
  it('are the attempts that could run and that nobody was granted, oldest first, so many at most', () => {
    const ledger = new Ledger();
    const gpu = { labels: ['gpu', 'linux'] };
    const run = ledger.push(
      workflow([job('a'), job('b'), job('c', { runsOn: gpu }), job('d', { needs: ['a'] })]),
    );
    ledger.claim('a');
    const created = ledger.now;
    const index = indexOf(ledger);
    expect(index.queuedJobs.oldest(10)).toEqual([
      expect.objectContaining({ name: 'b', labels: ['ubuntu-latest'] }),
      {
        id: ledger.fact('c').job,
        name: 'c',
        labels: gpu.labels,
        run,
        runNumber: 1,
        repository: REPOSITORY,
        createdAt: created,
      },
    ]);
    expect(index.queuedJobs.oldest(1).map(({ name }) => name)).toEqual(['b']);
    index.close();
  });
});
