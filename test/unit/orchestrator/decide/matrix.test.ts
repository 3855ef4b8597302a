import { describe, expect, it } from 'vitest';
import { job, workflow } from '../definitions.ts';
import { Ledger } from '../ledger.ts';

const three = { matrix: { n: [1, 2, 3] } };

describe('a matrix', () => {
  it('becomes one job for each combination, named as on GitHub', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('test', { strategy: { matrix: { os: ['a', 'b'], node: [20, 22] } } })]));
    expect(Object.keys(ledger.statuses())).toEqual([
      'test (a, 20)',
      'test (a, 22)',
      'test (b, 20)',
      'test (b, 22)',
    ]);
    expect(new Set(ledger.events('job_offered').map(({ folder }) => folder)).size).toBe(4);
  });

  it('is expanded when the outputs that it is made of are known', () => {
    const ledger = new Ledger();
    const matrix = { n: '${{ fromJSON(needs.plan.outputs.list) }}' };
    ledger.push(workflow([job('plan'), job('test', { needs: ['plan'], strategy: { matrix } })]));
    ledger.finish('plan', 'success', { list: '[7,8]' });
    expect(ledger.statuses()).toEqual({ 'test (7)': 'offered', 'test (8)': 'offered' });
  });

  it('that cannot be evaluated or has no combination ends its job as a failure with the reason', () => {
    for (const list of ['', '[]', 'nonsense']) {
      const ledger = new Ledger();
      const matrix = { n: '${{ fromJSON(needs.plan.outputs.list) }}' };
      const run = ledger.push(
        workflow([job('plan'), job('test', { needs: ['plan'], strategy: { matrix } })]),
      );
      ledger.finish('plan', 'success', { list });
      expect(ledger.events('job_cancelled')).toMatchObject([{ key: 'test', conclusion: 'failure' }]);
      expect(ledger.conclusion(run)).toBe('failure');
    }
  });

  it('does not make a run of more than 10,000 jobs: what comes too late fails with the reason', () => {
    const ledger = new Ledger();
    const side = Array.from({ length: 16 }, (_, n) => n);
    const jobs = Array.from({ length: 40 }, (_, n) =>
      job(`job${n}`, { strategy: { matrix: { x: side, y: side } } }),
    );
    ledger.push(workflow(jobs));
    expect(ledger.events('job_offered')).toHaveLength(39 * 256);
    expect(ledger.events('job_cancelled')).toMatchObject([
      { key: 'job39', conclusion: 'failure', reason: expect.stringContaining('more than 10000') },
    ]);
  });

  it('stops the other legs when one fails: those not started at once, the others when their worker says so', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('test', { strategy: three })]));
    ledger.start('test', 0);
    ledger.start('test', 1);
    ledger.complete('test', 'failure', {}, 0);
    expect(ledger.events('job_cancelled').map(({ leg, conclusion }) => [leg.index, conclusion])).toEqual([
      [1, null],
      [2, 'cancelled'],
    ]);
    ledger.complete('test', 'cancelled', {}, 1);
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('goes on after a failure without fail-fast, or when the failed leg may fail', () => {
    for (const rest of [
      { strategy: { ...three, failFast: false } },
      { strategy: three, continueOnError: '${{ matrix.n == 1 }}' },
    ]) {
      const ledger = new Ledger();
      ledger.push(workflow([job('test', rest)]));
      ledger.finish('test', 'failure', {}, 0);
      expect(ledger.events('job_cancelled')).toEqual([]);
      expect(ledger.statuses()).toEqual({ 'test (2)': 'offered', 'test (3)': 'offered' });
    }
  });

  it('keeps to max-parallel, and offers the next leg under its own id when one is done', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('test', { strategy: { ...three, maxParallel: 1 } })]));
    expect(ledger.statuses()).toEqual({
      'test (1)': 'offered',
      'test (2)': 'waiting',
      'test (3)': 'waiting',
    });
    const waiting = ledger.live('test', 1).leg.attempt.job;
    ledger.finish('test', 'success', {}, 0);
    expect(ledger.statuses()).toEqual({ 'test (2)': 'offered', 'test (3)': 'waiting' });
    expect(ledger.live('test', 1).leg.attempt.job).toBe(waiting);
    ledger.finish('test', 'success', {}, 1);
    ledger.finish('test', 'success', {}, 2);
    expect(ledger.conclusion(run)).toBe('success');
  });

  it('lets each leg write outputs of its own, and the last writer of one win', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('test', { strategy: three }), job('after', { needs: ['test'] })]));
    ledger.finish('test', 'success', { one: '1', shared: 'first', two: '' }, 0);
    ledger.finish('test', 'success', { one: '', shared: 'third' }, 2);
    ledger.finish('test', 'success', { two: '2', shared: '' }, 1);
    const { run } = ledger.live('after');
    expect(run.jobs.get('test')?.outputs).toEqual({ one: '1', shared: 'third', two: '2' });
  });

  it('whose job is skipped is one skipped job under its plain name', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('test', { if: 'false', strategy: three })]));
    expect(ledger.events('job_skipped')).toMatchObject([
      { name: 'test', leg: { index: 0, total: 1, matrix: null } },
    ]);
  });

  it('that nests too deep for an event ends its job as a failure, and stops nobody else', () => {
    const ledger = new Ledger();
    const matrix = { n: '${{ fromJSON(needs.plan.outputs.list) }}' };
    const run = ledger.push(workflow([job('plan'), job('test', { needs: ['plan'], strategy: { matrix } })]));
    ledger.finish('plan', 'success', { list: `[${'['.repeat(5_000)}${']'.repeat(5_000)}]` });
    expect(ledger.events('job_cancelled')).toMatchObject([{ key: 'test', conclusion: 'failure' }]);
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('that fails in the terms of one leg fails that leg only', () => {
    const ledger = new Ledger();
    const timeoutMinutes = "${{ matrix.n == 2 && 'soon' || 5 }}";
    ledger.push(workflow([job('test', { strategy: { ...three, failFast: false }, timeoutMinutes })]));
    expect(ledger.events('job_cancelled')).toMatchObject([{ leg: { index: 1 }, conclusion: 'failure' }]);
    expect(ledger.live('test', 0).leg.attempt.timeoutMinutes).toBe(5);
  });

  it('that gives no limit to one leg leaves it the limit of jobs without one', () => {
    const ledger = new Ledger();
    const timeoutMinutes = "${{ fromJSON('[9, 5, 0, 5]')[matrix.n] }}";
    ledger.push(workflow([job('test', { strategy: three, timeoutMinutes })]));
    const minutes = [0, 1, 2].map((leg) => ledger.live('test', leg).leg.attempt.timeoutMinutes);
    expect(minutes).toEqual([5, 360, 5]);
  });
});
