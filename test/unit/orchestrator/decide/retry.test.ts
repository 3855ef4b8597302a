import { describe, expect, it } from 'vitest';
import { LOSS_LIMIT_MS, type Retry, type WorkerId } from '../../../../src/events/index.ts';
import { LOST_WORKER_STOP_MS, QUEUE_LIMIT_MS } from '../../../../src/orchestrator/state/index.ts';
import { job, workflow } from '../definitions.ts';
import { Ledger, WORKER } from '../ledger.ts';

const OTHER = 'worker-2' as WorkerId;
const RETRY: Retry = { attempts: 3, delay: '30s' };

function fail(ledger: Ledger, key: string, exitCode: number): void {
  const fact = { ...ledger.fact(key), worker: WORKER };
  ledger.do({
    type: 'job_completed',
    ...fact,
    conclusion: 'failure',
    exitCode,
    outputs: {},
    annotations: [],
  });
}

describe('a job with retry', () => {
  it('is tried again as a new attempt after its delay, and what needs it waits for the last one', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a', { retry: RETRY }), job('b', { needs: ['a'] })]));
    const first = ledger.start('a');
    ledger.complete('a', 'failure', { of: 'the first' });
    expect(ledger.statuses()).toEqual({ a: 'waiting' });
    expect(ledger.events('job_waiting')).toMatchObject([{ cause: 'retry', attempt: 2, folder: 'a.2' }]);
    expect(ledger.events('job_waiting')[0]?.reason).toContain('Try 1 of 3 ended as failure');
    ledger.pass(29_999);
    expect(ledger.statuses()).toEqual({ a: 'waiting' });
    ledger.pass(1);
    expect(ledger.statuses()).toEqual({ a: 'offered' });
    const second = ledger.start('a');
    expect(second).not.toBe(first);
    ledger.complete('a', 'success', { from: 'the second' });
    expect(ledger.run(run).jobs.get('a')?.outputs).toEqual({ from: 'the second' });
    ledger.finish('b');
    expect(ledger.conclusion(run)).toBe('success');
    expect(ledger.events('job_offered').map(({ key, attempt }) => [key, attempt])).toEqual([
      ['a', 1],
      ['a', 2],
      ['b', 1],
    ]);
  });

  it('fails with its last try, whose failure continue-on-error may forgive', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a', { retry: { attempts: 2 } })]));
    const forgiven = ledger.push(
      workflow([job('b', { retry: { attempts: "${{ fromJSON('2') }}" }, continueOnError: true })]),
    );
    for (const key of ['a', 'b']) {
      ledger.finish(key, 'failure');
      expect(ledger.statuses()).toMatchObject({ [key]: 'offered' });
      ledger.finish(key, 'failure');
    }
    expect(ledger.conclusion(run)).toBe('failure');
    expect(ledger.conclusion(forgiven)).toBe('success');
  });

  it('waits longer each time where its backoff says so', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a', { retry: { attempts: 4, delay: 10, backoff: 'exponential' } })]));
    const waits = [10_000, 20_000, 40_000].map((wait) => {
      ledger.finish('a', 'failure');
      ledger.pass(wait - 1);
      const before = ledger.statuses();
      ledger.pass(1);
      return [before, ledger.statuses()];
    });
    expect(waits).toEqual(waits.map(() => [{ a: 'waiting' }, { a: 'offered' }]));
  });

  it('is tried again after the causes and exit codes that `on` names, and no others', () => {
    const ledger = new Ledger();
    const retried = (on: Retry['on'], end: (key: string) => void): boolean => {
      ledger.push(workflow([job('a', { retry: { attempts: 2, ...(on === undefined ? {} : { on }) } })]));
      ledger.start('a');
      end('a');
      const { a } = ledger.statuses();
      if (a !== undefined) ledger.finish('a');
      return a !== undefined;
    };
    const complete = (conclusion: 'failure' | 'timed_out' | 'cancelled') => (key: string) =>
      ledger.complete(key, conclusion);
    expect(retried(undefined, complete('failure'))).toBe(true);
    expect(retried(undefined, complete('timed_out'))).toBe(true);
    expect(retried(undefined, complete('cancelled'))).toBe(false);
    expect(retried(['timeout'], complete('failure'))).toBe(false);
    expect(retried(['timeout'], complete('timed_out'))).toBe(true);
    expect(retried([75, 'timeout'], (key) => fail(ledger, key, 75))).toBe(true);
    expect(retried([75, 'timeout'], (key) => fail(ledger, key, 1))).toBe(false);
    expect(retried([75], complete('failure'))).toBe(false);
    expect(retried(['failure'], (key) => fail(ledger, key, 1))).toBe(true);
  });

  it('that gives its attempts by an expression without sense fails with a sentence', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a', { retry: { attempts: '${{ 0.5 }}' } })]));
    expect(ledger.conclusion(run)).toBe('failure');
    expect(ledger.events('job_cancelled')[0]?.reason).toContain('a whole number from 1 to 100');
  });

  it('has the whole queue limit again for each try', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a', { retry: { attempts: 2 } })]));
    ledger.pass(QUEUE_LIMIT_MS - 1_000);
    ledger.finish('a', 'failure');
    ledger.pass(QUEUE_LIMIT_MS - 1_000);
    expect(ledger.statuses()).toEqual({ a: 'offered' });
    ledger.finish('a');
    expect(ledger.conclusion(run)).toBe('success');
  });

  it('begins to count anew in a rerun', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a', { retry: { attempts: 2 } })]));
    for (let time = 1; time <= 2; time += 1) ledger.finish('a', 'failure');
    ledger.rerun(run, 'failed');
    ledger.finish('a', 'failure');
    expect(ledger.live('a').leg.attempt.attempt).toBe(4);
    ledger.finish('a', 'failure');
    expect(ledger.conclusion(run)).toBe('failure');
  });
});

describe('a retry that waits', () => {
  it('ends when the run is cancelled', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a', { retry: RETRY })]));
    ledger.finish('a', 'failure');
    ledger.do({ type: 'cancel_requested', repository: ledger.run(run).repository, run, actor: 'mona' });
    expect(ledger.conclusion(run)).toBe('cancelled');
    ledger.pass(60_000);
    expect(ledger.events('job_offered')).toHaveLength(1);
  });

  it('goes on in a cancelled run where the job’s condition still holds', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a', { retry: RETRY, if: 'always()' })]));
    ledger.finish('a', 'failure');
    ledger.do({ type: 'cancel_requested', repository: ledger.run(run).repository, run, actor: 'mona' });
    ledger.pass(30_000);
    expect(ledger.statuses()).toEqual({ a: 'offered' });
  });

  it('is not begun for an attempt that somebody asked to stop', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a', { retry: RETRY })]));
    ledger.start('a');
    ledger.do({ type: 'cancel_requested', repository: ledger.run(run).repository, run, actor: 'mona' });
    ledger.complete('a', 'failure');
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('keeps its place in max-parallel, and fail-fast does not take it for failed', () => {
    const ledger = new Ledger();
    const strategy = { matrix: { n: [1, 2] }, maxParallel: 1 };
    const run = ledger.push(workflow([job('a', { retry: { attempts: 2, delay: '30s' }, strategy })]));
    ledger.finish('a', 'failure');
    expect(ledger.statuses()).toEqual({ 'a (1)': 'waiting', 'a (2)': 'waiting' });
    ledger.pass(30_000);
    expect(ledger.statuses()).toEqual({ 'a (1)': 'offered', 'a (2)': 'waiting' });
    ledger.finish('a', 'failure');
    expect(ledger.conclusion(run)).toBe('failure');
    expect(ledger.events('job_cancelled')[0]?.reason).toContain('fail-fast');
  });

  it('keeps its concurrency group until it is over, or until a newer one cancels it', () => {
    const ledger = new Ledger();
    const grouped = (cancelInProgress: boolean) =>
      workflow([job('a', { retry: RETRY, concurrency: { group: 'deploy', cancelInProgress } })]);
    const first = ledger.push(grouped(false));
    ledger.finish('a', 'failure');
    const second = ledger.push(grouped(false));
    expect(ledger.run(second).jobs.get('a')?.legs.get(0)?.attempt).toMatchObject({ cause: 'concurrency' });
    ledger.pass(30_000);
    ledger.finish('a');
    expect(ledger.conclusion(first)).toBe('success');
    ledger.finish('a', 'failure');
    const third = ledger.push(grouped(true));
    expect(ledger.conclusion(second)).toBe('cancelled');
    ledger.finish('a');
    expect(ledger.conclusion(third)).toBe('success');
    expect(ledger.state.repositories.get(ledger.requested().repository)?.groups.size).toBe(0);
  });
});

describe('the loss of a worker', () => {
  const mortal = (on: Retry['on'] & {}): Ledger => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a', { retry: { attempts: 2, on } })]));
    ledger.heartbeat(OTHER);
    ledger.start('a', 0, OTHER);
    return ledger;
  };

  it('fails the job unless `on` names it', () => {
    const ledger = mortal(['failure', 'timeout']);
    ledger.presenceRecord({ type: 'worker_left', worker: OTHER, reason: 'It ended.' });
    ledger.settle();
    expect(ledger.conclusion(ledger.requested().run)).toBe('failure');
  });

  it('lets it be tried again at once where the worker says that it has ended', () => {
    const ledger = mortal(['worker-lost']);
    ledger.presenceRecord({ type: 'worker_left', worker: OTHER, reason: 'It was killed and started again.' });
    ledger.settle();
    expect(ledger.statuses()).toEqual({ a: 'offered' });
    ledger.finish('a');
    expect(ledger.conclusion(ledger.requested().run)).toBe('success');
  });

  it('lets it wait until what a silent worker runs must be gone', () => {
    const ledger = mortal(['worker-lost']);
    ledger.pass(LOSS_LIMIT_MS + 1, [WORKER]);
    expect(ledger.statuses()).toEqual({ a: 'waiting' });
    ledger.pass(LOST_WORKER_STOP_MS - 1);
    expect(ledger.statuses()).toEqual({ a: 'waiting' });
    ledger.pass(1);
    expect(ledger.statuses()).toEqual({ a: 'offered' });
  });
});
