import { describe, expect, it } from 'vitest';
import { readFeed, stampFeed, type WorkerId } from '../../../src/events/index.ts';
import { offerOf, openOffers, republish } from '../../../src/orchestrator/publish/index.ts';
import { STOP_ORDER_MS } from '../../../src/orchestrator/state/index.ts';
import { callee, calling, job, REPOSITORY, workflow } from './definitions.ts';
import { Ledger, WORKER } from './ledger.ts';

function told(ledger: Ledger): string[] {
  const { state } = ledger;
  return [...[...openOffers(state)].map(offerOf), ...republish(state)].map(({ type }) => type);
}

describe('what workers are told again', () => {
  it('is the next step of each attempt, until the log shows that it was read', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a')]));
    expect(told(ledger)).toEqual(['job_offered']);
    ledger.claim('a');
    expect(told(ledger)).toEqual(['job_granted']);
    const fact = { ...ledger.fact('a'), worker: WORKER };
    ledger.do({ type: 'job_started', ...fact, workerName: 'w' });
    ledger.do({ type: 'step_started', ...fact, step: 1, name: 'Set up job', file: '01-Set-up-job.log' });
    expect(told(ledger)).toEqual(['job_confirmed']);
    ledger.do({ type: 'step_started', ...fact, step: 2, name: 'Run true', file: '02-Run-true.log' });
    expect(told(ledger)).toEqual([]);
    ledger.do({ type: 'cancel_requested', repository: REPOSITORY, run, actor: 'mona' });
    expect(told(ledger)).toEqual(['job_cancelled']);
    ledger.complete('a', 'cancelled');
    expect(told(ledger)).toEqual([]);
  });

  it('is that a granted attempt was ended, until its worker answers or ten minutes have passed', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a')]));
    ledger.claim('a');
    const fact = { ...ledger.fact('a'), worker: WORKER };
    ledger.do({ type: 'cancel_requested', repository: REPOSITORY, run, actor: 'mona' });
    expect(republish(ledger.state)).toMatchObject([{ type: 'job_cancelled', job: fact.job, worker: WORKER }]);
    ledger.append({ type: 'job_returned', ...fact, reason: 'It was cancelled.' });
    expect(told(ledger)).toEqual([]);
  });

  it('is an answer to a worker that says it started what is not its own', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a')]));
    ledger.start('a');
    const other = 'worker-2' as WorkerId;
    const fact = ledger.fact('a');
    expect(ledger.append({ type: 'job_started', ...fact, worker: other, workerName: 'w' }).counted).toBe(
      false,
    );
    expect(republish(ledger.state)).toContainEqual(
      expect.objectContaining({ type: 'job_cancelled', worker: other }),
    );
    ledger.now += STOP_ORDER_MS;
    ledger.append({ type: 'secret_set', repository: REPOSITORY, name: 'K', value: 'v' });
    expect(told(ledger)).toEqual(['job_confirmed']);
  });

  it('is that a worker was declared lost', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a')]));
    ledger.start('a');
    ledger.presenceRecord({ type: 'worker_left', worker: WORKER, reason: 'Gone.' });
    ledger.settle();
    expect(republish(ledger.state)).toEqual([{ type: 'worker_lost', worker: WORKER, reason: 'Gone.' }]);
  });
});

describe('an offer', () => {
  it('of what an older worker would pass over cannot be read by one, and neither can its grant', () => {
    const ledger = new Ledger();
    const step = { run: 'true', env: {}, retry: { attempts: 2 } };
    const called = callee('called.yml', [job('nested')]);
    const jobs = [job('plain'), job('retried', { steps: [step] }), calling('call', 'called.yml')];
    ledger.push(workflow(jobs, { called }));
    for (const key of ['plain', 'retried', 'call/nested']) ledger.claim(key);
    const versions = ledger.feed.map((draft) => {
      const record = stampFeed(draft, { by: 'test', now: ledger.now });
      expect(readFeed(JSON.stringify(record))).toEqual({ kind: 'event', event: record });
      return `${record.type} ${record.v}`;
    });
    expect(versions).toEqual([
      'job_offered 1',
      'job_offered 2',
      'job_offered 2',
      'job_granted 1',
      'job_granted 2',
      'job_granted 2',
    ]);
  });
});

describe('a grant', () => {
  it('carries all that the job needs', () => {
    const ledger = new Ledger();
    const matrix = { n: [1, 2] };
    ledger.push(workflow([job('a', { strategy: { matrix, maxParallel: 1 }, timeoutMinutes: 5 })]));
    ledger.claim('a');
    const grant = ledger.feed.find((record) => record.type === 'job_granted');
    expect(grant).toMatchObject({
      worker: WORKER,
      spec: {
        repository: REPOSITORY,
        runNumber: 1,
        runAttempt: 1,
        attempt: 1,
        name: 'a (1)',
        folder: 'a--1-.1',
        timeoutMinutes: 5,
        continueOnError: false,
        source: { url: 'https://example.org/octo/widgets.git', ref: 'refs/heads/main', sha: 'a'.repeat(40) },
        contexts: {
          matrix: { n: 1 },
          strategy: { 'fail-fast': true, 'job-index': 0, 'job-total': 2, 'max-parallel': 1 },
          github: { event: { pushed: 'delivery-1' }, run_number: '1', job: 'a', actor: 'mona' },
        },
      },
    });
  });
});
