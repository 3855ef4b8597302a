import { describe, expect, it } from 'vitest';
import { job, workflow } from '../definitions.ts';
import { Ledger } from '../ledger.ts';

describe('jobs that need other jobs', () => {
  it('are offered only when all they need is done', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a'), job('b'), job('c', { needs: ['a', 'b'] })]));
    expect(ledger.statuses()).toEqual({ a: 'offered', b: 'offered' });
    ledger.finish('a');
    expect(ledger.statuses()).toEqual({ b: 'offered' });
    ledger.finish('b');
    expect(ledger.statuses()).toEqual({ c: 'offered' });
    ledger.finish('c');
    expect(ledger.conclusion(run)).toBe('success');
  });

  it('are skipped through the whole chain when one of them fails', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a'), job('b', { needs: ['a'] }), job('c', { needs: ['b'] })]));
    ledger.finish('a', 'failure');
    expect(ledger.events('job_skipped').map(({ key }) => key)).toEqual(['b', 'c']);
    expect(ledger.events('job_skipped')[0]?.reason).toBe('It needs a, which ended as failure.');
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('run after a failure with always(), but what needs them is still skipped, as on GitHub', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a'), job('b', { needs: ['a'], if: 'always()' }), job('c', { needs: ['b'] })]));
    ledger.finish('a', 'failure');
    ledger.finish('b');
    expect(ledger.events('job_skipped').map(({ key }) => key)).toEqual(['c']);
  });

  it('run with failure() when any ancestor failed, and not otherwise', () => {
    const ledger = new Ledger();
    const jobs = [
      job('a'),
      job('b', { needs: ['a'], if: 'always()' }),
      job('c', { needs: ['b'], if: 'failure()' }),
    ];
    ledger.push(workflow(jobs));
    ledger.finish('a', 'failure');
    ledger.finish('b');
    expect(ledger.statuses()).toEqual({ c: 'offered' });
    const other = new Ledger();
    other.push(workflow(jobs));
    other.finish('a');
    other.finish('b');
    expect(other.events('job_skipped').map(({ key }) => key)).toEqual(['c']);
  });

  it('see results and outputs of what they need', () => {
    const ledger = new Ledger();
    ledger.push(
      workflow([
        job('a'),
        job('b', { needs: ['a'], if: "needs.a.result == 'success' && needs.a.outputs.go == 'yes'" }),
        job('c', { needs: ['a'], if: "needs.a.outputs.go == 'no'" }),
      ]),
    );
    ledger.finish('a', 'success', { go: 'yes' });
    expect(ledger.statuses()).toEqual({ b: 'offered' });
    expect(ledger.events('job_skipped').map(({ key }) => key)).toEqual(['c']);
    ledger.claim('b');
    const grant = ledger.feed.find(
      (record) => record.type === 'job_granted' && record.spec.definition.id === 'b',
    );
    expect(grant).toMatchObject({
      spec: { contexts: { needs: { a: { result: 'success', outputs: { go: 'yes' } } } } },
    });
  });

  it('take a job that failed with continue-on-error as a success', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a', { continueOnError: true }), job('b', { needs: ['a'] })]));
    ledger.finish('a', 'failure');
    ledger.finish('b');
    expect(ledger.conclusion(run)).toBe('success');
  });

  it('fail with the reason when their condition cannot be evaluated', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a', { if: "fromJSON('{') == 1" })]));
    expect(ledger.events('job_cancelled')[0]).toMatchObject({ key: 'a', conclusion: 'failure' });
    expect(ledger.events('job_cancelled')[0]?.reason).toContain('fromJSON');
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('that need each other in a circle end the run as a failure', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a', { needs: ['b'] }), job('b', { needs: ['a'] })]));
    expect(ledger.conclusion(run)).toBe('failure');
  });
});

describe('a run', () => {
  it('of which every job is skipped is skipped', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a', { if: 'false' }), job('b', { needs: ['a'] })]));
    expect(ledger.conclusion(run)).toBe('skipped');
  });

  it('with a job that timed out is a failure', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a'), job('b')]));
    ledger.finish('a', 'timed_out');
    ledger.finish('b');
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('waits when nobody has the labels that its jobs ask for', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a', { runsOn: { labels: ['mainframe'] } })]));
    ledger.pass(60_000);
    expect(ledger.conclusion(run)).toBeNull();
    expect(ledger.events('job_offered')[0]?.labels).toEqual(['mainframe']);
  });
});
