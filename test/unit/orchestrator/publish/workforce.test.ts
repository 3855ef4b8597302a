import { describe, expect, it } from 'vitest';
import { type JobId, jobIdOf, LOSS_LIMIT_MS, type WorkerId } from '../../../../src/events/index.ts';
import { workforceOf } from '../../../../src/orchestrator/publish/index.ts';
import { job, REPOSITORY, workflow } from '../definitions.ts';
import { Ledger, WORKER } from '../ledger.ts';

const LABELS = ['ubuntu-latest'];

function matching(ledger: Ledger) {
  const states = new Map([[0, ledger.state]]);
  const { presence } = ledger;
  const sources = { presence, states, named: new Map([[WORKER, 3]]), lossLimitMs: LOSS_LIMIT_MS };
  return workforceOf(sources).matching(LABELS);
}

function heartbeat(ledger: Ledger, worker: WorkerId, running: readonly JobId[], capacity = 4): void {
  const said = { type: 'worker_heartbeat', worker, name: worker, labels: LABELS, capacity } as const;
  ledger.presenceRecord({ ...said, running, draining: false });
}

describe('who could take jobs', () => {
  it('are those that are there, heard of and not draining, and have a slot at all', () => {
    const ledger = new Ledger();
    const [silent, left, draining, useless] = ['silent', 'left', 'draining', 'useless'] as WorkerId[];
    ledger.heartbeat(silent!);
    ledger.pass(LOSS_LIMIT_MS + 1, []);
    ledger.heartbeat(WORKER);
    ledger.heartbeat(left!);
    ledger.presenceRecord({ type: 'worker_left', worker: left!, reason: 'It ended.' });
    ledger.heartbeat(draining!, true);
    heartbeat(ledger, useless!, [], 0);
    expect(matching(ledger)).toEqual([
      { worker: WORKER, labels: LABELS, capacity: 4, used: 0, named: 3, heard: true },
    ]);
  });

  it('are doubted when they missed heartbeats', () => {
    const ledger = new Ledger();
    ledger.pass(LOSS_LIMIT_MS / 2, []);
    expect(matching(ledger)).toMatchObject([{ worker: WORKER, heard: false }]);
  });

  it('have what was granted to them, whatever their last heartbeat said', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a'), job('b')]));
    const started = ledger.start('a');
    ledger.claim('b');
    expect(matching(ledger)).toMatchObject([{ used: 2 }]);
    heartbeat(ledger, WORKER, [started]);
    expect(matching(ledger)).toMatchObject([{ used: 2 }]);
    ledger.complete('a');
    expect(matching(ledger)).toMatchObject([{ used: 1 }]);
  });

  it('have what they run of partitions that others decide for', () => {
    const ledger = new Ledger();
    heartbeat(ledger, WORKER, [jobIdOf(1, 7), jobIdOf(2, 7)]);
    expect(matching(ledger)).toMatchObject([{ used: 2 }]);
  });

  it('still have what they were told to stop, until they say that they did', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a')]));
    ledger.claim('a');
    const { job: id } = ledger.fact('a');
    heartbeat(ledger, WORKER, [id]);
    ledger.do({ type: 'cancel_requested', repository: REPOSITORY, run, actor: 'mona' });
    expect(matching(ledger)).toMatchObject([{ used: 1 }]);
    const fact = { repository: REPOSITORY, run, job: id, worker: WORKER };
    ledger.append({ type: 'job_returned', ...fact, reason: 'It was cancelled.' });
    expect(matching(ledger)).toMatchObject([{ used: 0 }]);
  });
});
