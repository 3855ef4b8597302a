import { describe, expect, it } from 'vitest';
import { LOSS_LIMIT_MS, type WorkerId } from '../../../../src/events/index.ts';
import { QUEUE_LIMIT_MS, TIMEOUT_MARGIN_MS } from '../../../../src/orchestrator/state/index.ts';
import { job, REPOSITORY, workflow } from '../definitions.ts';
import { Ledger, WORKER } from '../ledger.ts';

const OTHER = 'worker-2' as WorkerId;

describe('claims', () => {
  it('are granted to the first in log order, once', () => {
    const ledger = new Ledger();
    ledger.heartbeat(OTHER);
    ledger.push(workflow([job('a')]));
    const fact = ledger.fact('a');
    ledger.append({ type: 'job_claimed', ...fact, worker: OTHER });
    ledger.append({ type: 'job_claimed', ...fact, worker: WORKER });
    ledger.settle();
    expect(ledger.events('job_granted')).toMatchObject([{ job: fact.job, worker: OTHER }]);
    expect(ledger.append({ type: 'job_claimed', ...fact, worker: WORKER }).counted).toBe(false);
  });

  it('of workers that are unknown, left, draining or silent are passed over', () => {
    const ledger = new Ledger();
    const [unknown, left, draining, silent] = ['unknown', 'left', 'draining', 'silent'] as WorkerId[];
    ledger.heartbeat(left!);
    ledger.presenceRecord({ type: 'worker_left', worker: left!, reason: 'It ended.' });
    ledger.heartbeat(draining!, true);
    ledger.heartbeat(silent!);
    ledger.pass(LOSS_LIMIT_MS + 1, []);
    ledger.heartbeat(draining!, true);
    ledger.push(workflow([job('a')]));
    for (const worker of [unknown!, left!, draining!, silent!]) ledger.claim('a', 0, worker);
    expect(ledger.statuses()).toEqual({ a: 'offered' });
    ledger.heartbeat(WORKER);
    ledger.claim('a');
    expect(ledger.events('job_granted')).toMatchObject([{ worker: WORKER }]);
  });

  it('that came before the first heartbeat was read are granted when it is', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a')]));
    ledger.claim('a', 0, OTHER);
    expect(ledger.statuses()).toEqual({ a: 'offered' });
    ledger.heartbeat(OTHER);
    ledger.settle();
    expect(ledger.statuses()).toEqual({ a: 'granted' });
  });

  it('are confirmed once the worker has started', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a')]));
    const started = ledger.start('a');
    expect(ledger.feed.map(({ type }) => type)).toEqual(['job_offered', 'job_granted', 'job_confirmed']);
    expect(ledger.feed.at(-1)).toMatchObject({ job: started, worker: WORKER });
  });
});

describe('a worker that is lost', () => {
  it('fails what it had started and gives back what it had not, as a new attempt', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a'), job('b')]));
    ledger.start('a');
    ledger.claim('b');
    const before = ledger.fact('b').job;
    ledger.presenceRecord({ type: 'worker_left', worker: WORKER, reason: 'Its process is gone.' });
    ledger.settle();
    expect(ledger.events('worker_lost')).toMatchObject([{ worker: WORKER, reason: 'Its process is gone.' }]);
    expect(ledger.statuses()).toEqual({ b: 'offered' });
    expect(ledger.fact('b').job).not.toBe(before);
    expect(ledger.live('b').leg.attempt.attempt).toBe(2);
    ledger.heartbeat(OTHER);
    ledger.start('b', 0, OTHER);
    ledger.complete('b');
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('is one that was silent longer than the limit, in the log’s time', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a')]));
    ledger.start('a');
    ledger.pass(LOSS_LIMIT_MS, []);
    expect(ledger.events('worker_lost')).toEqual([]);
    ledger.pass(1, []);
    expect(ledger.events('worker_lost')).toHaveLength(1);
  });

  it('is none of those that nobody could hear while the log was away or everything was frozen', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a')]));
    ledger.start('a');
    ledger.now += 2 * LOSS_LIMIT_MS;
    ledger.pass(1, []);
    expect(ledger.events('worker_lost')).toEqual([]);
    ledger.pass(LOSS_LIMIT_MS, []);
    expect(ledger.events('worker_lost')).toEqual([]);
    ledger.pass(1, []);
    expect(ledger.events('worker_lost')).toHaveLength(1);
  });

  it('is never one that an owner has not waited for since its own first tick', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a')]));
    ledger.start('a');
    ledger.firstTick = null;
    ledger.pass(10 * LOSS_LIMIT_MS, []);
    expect(ledger.events('worker_lost')).toEqual([]);
    ledger.firstTick = ledger.now;
    ledger.pass(LOSS_LIMIT_MS, []);
    expect(ledger.events('worker_lost')).toEqual([]);
    ledger.pass(1, []);
    expect(ledger.events('worker_lost')).toHaveLength(1);
  });

  it('may be one that was never heard of', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a')]));
    ledger.start('a');
    ledger.presence.workers.clear();
    ledger.pass(LOSS_LIMIT_MS + 1, []);
    expect(ledger.events('worker_lost')).toHaveLength(1);
  });

  it('is not heard any more', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a')]));
    const fact = { ...ledger.fact('a'), worker: WORKER };
    ledger.start('a');
    ledger.presenceRecord({ type: 'worker_left', worker: WORKER, reason: 'Gone.' });
    ledger.settle();
    const late = { conclusion: 'success', outputs: {}, annotations: [] } as const;
    expect(ledger.append({ type: 'job_completed', ...fact, ...late }).counted).toBe(false);
    ledger.push(workflow([job('a')]));
    expect(ledger.append({ type: 'job_claimed', ...ledger.fact('a'), worker: WORKER }).counted).toBe(false);
  });

  it('before it started a job costs an attempt, three times; then the job fails', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a')]));
    for (let loss = 1; loss <= 4; loss += 1) {
      const worker = `mortal-${loss}` as WorkerId;
      ledger.heartbeat(worker);
      ledger.claim('a', 0, worker);
      ledger.presenceRecord({ type: 'worker_left', worker, reason: 'Gone.' });
      ledger.settle();
    }
    expect(ledger.events('job_offered').map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
    expect(ledger.conclusion(run)).toBe('failure');
    expect(ledger.events('job_cancelled')[0]?.reason).toContain('4 workers were lost');
  });
});

describe('a worker that gives a job back', () => {
  it('lets it be offered as a new attempt, as often as it takes', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a')]));
    for (let time = 1; time <= 6; time += 1) {
      ledger.claim('a');
      ledger.do({ type: 'job_returned', ...ledger.fact('a'), worker: WORKER, reason: 'It drains.' });
      expect(ledger.live('a').leg.attempt).toMatchObject({ attempt: time + 1, status: 'offered' });
    }
  });

  it('is not heard once it has started it', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a')]));
    ledger.start('a');
    const returned = { type: 'job_returned', ...ledger.fact('a'), worker: WORKER, reason: '' } as const;
    expect(ledger.append(returned).counted).toBe(false);
  });
});

describe('deadlines in the log’s time', () => {
  it('end a job that nobody started within 24 hours, however often it was offered', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a')]));
    ledger.pass(QUEUE_LIMIT_MS - 1_000);
    ledger.claim('a');
    ledger.do({ type: 'job_returned', ...ledger.fact('a'), worker: WORKER, reason: 'It drains.' });
    ledger.pass(999);
    expect(ledger.conclusion(run)).toBeNull();
    ledger.pass(1);
    expect(ledger.conclusion(run)).toBe('failure');
    expect(ledger.events('job_cancelled')[0]?.reason).toContain('ubuntu-latest');
  });

  it('end a job as timed out when its worker did not, and tell the worker', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a', { timeoutMinutes: '${{ 2 || 3 }}' })]));
    ledger.start('a');
    ledger.pass(2 * 60_000 + TIMEOUT_MARGIN_MS - 1);
    expect(ledger.conclusion(run)).toBeNull();
    ledger.pass(1);
    expect(ledger.events('job_cancelled')).toMatchObject([{ conclusion: 'timed_out' }]);
    expect(ledger.feed.at(-1)).toMatchObject({
      type: 'job_cancelled',
      worker: WORKER,
      conclusion: 'timed_out',
    });
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('do not end what waits for its concurrency group', () => {
    const ledger = new Ledger();
    const grouped = workflow([job('a')], { concurrency: { group: 'g', cancelInProgress: false } });
    ledger.push(grouped);
    ledger.start('a');
    const second = ledger.push(grouped);
    ledger.pass(QUEUE_LIMIT_MS / 8);
    expect(ledger.conclusion(second)).toBeNull();
    expect(ledger.run(second).repository).toBe(REPOSITORY);
  });
});
