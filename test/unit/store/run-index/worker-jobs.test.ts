import { describe, expect, it } from 'vitest';
import type { WorkerId } from '../../../../src/events/index.ts';
import { job, REPOSITORY, workflow } from '../../orchestrator/definitions.ts';
import { Ledger, WORKER } from '../../orchestrator/ledger.ts';
import { indexOf } from './indexes.ts';

const OTHER = 'worker-2' as WorkerId;

describe('what workers have in hand', () => {
  it('are the attempts that they were granted and have not ended, oldest first', () => {
    const ledger = new Ledger();
    ledger.heartbeat(OTHER);
    const first = ledger.push(workflow(['a', 'b', 'c', 'd'].map((key) => job(key))));
    const started = ledger.start('b');
    ledger.claim('c');
    ledger.start('d', 0, OTHER);
    const claimed = ledger.fact('c').job;
    const index = indexOf(ledger);
    const jobs = index.workerJobs.byWorker();
    expect(jobs.get(WORKER)).toEqual([
      { id: started, name: 'b', run: first, runNumber: 1, repository: REPOSITORY, startedAt: ledger.now },
      { id: claimed, name: 'c', run: first, runNumber: 1, repository: REPOSITORY, startedAt: null },
    ]);
    expect(jobs.get(OTHER)?.map(({ name }) => name)).toEqual(['d']);
    index.close();
    ledger.complete('b');
    ledger.complete('d');
    const later = indexOf(ledger);
    expect([...later.workerJobs.byWorker()].map(([worker, { length }]) => [worker, length])).toEqual([
      [WORKER, 1],
    ]);
    later.close();
  });
});
