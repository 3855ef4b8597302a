import { describe, expect, it } from 'vitest';
import type { RunId } from '../../../../src/events/index.ts';
import { CANCEL_GRACE_MS } from '../../../../src/orchestrator/state/index.ts';
import { job, REPOSITORY, workflow } from '../definitions.ts';
import { Ledger } from '../ledger.ts';

function cancel(ledger: Ledger, run: RunId): void {
  ledger.do({ type: 'cancel_requested', repository: REPOSITORY, run, actor: 'mona' });
}

describe('cancelling a run', () => {
  it('ends what has not started at once and asks the workers of what has', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a'), job('b'), job('c', { needs: ['a'] })]));
    ledger.start('a');
    ledger.claim('b');
    cancel(ledger, run);
    expect(ledger.events('job_cancelled').map(({ key, conclusion }) => [key, conclusion])).toEqual([
      ['a', null],
      ['b', 'cancelled'],
      ['c', 'cancelled'],
    ]);
    const told = ledger.feed.filter((record) => record.type === 'job_cancelled').map(({ worker }) => worker);
    expect(told).toEqual(['worker-1', 'worker-1', null]);
    ledger.complete('a', 'cancelled');
    expect(ledger.conclusion(run)).toBe('cancelled');
    expect(ledger.events('run_completed')[0]?.reason).toBe('mona cancelled the run.');
  });

  it('leaves jobs whose condition still holds: those that run and those that come', () => {
    const ledger = new Ledger();
    const run = ledger.push(
      workflow([
        job('a'),
        job('b', { if: 'always()' }),
        job('c', { needs: ['a'], if: '${{ cancelled() }}' }),
        job('d', { needs: ['a'], if: 'failure()' }),
      ]),
    );
    ledger.start('a');
    ledger.start('b');
    cancel(ledger, run);
    expect(ledger.events('job_cancelled').map(({ key }) => key)).toEqual(['a']);
    ledger.complete('a', 'cancelled');
    expect(ledger.statuses()).toEqual({ b: 'started', c: 'offered' });
    expect(ledger.events('job_cancelled').map(({ key }) => key)).toEqual(['a', 'd']);
    ledger.finish('c');
    ledger.complete('b');
    expect(ledger.conclusion(run)).toBe('cancelled');
  });

  it('asked for a second time leaves nothing', () => {
    const ledger = new Ledger();
    const run = ledger.push(
      workflow([job('a', { if: 'always()' }), job('b', { needs: ['a'], if: 'always()' })]),
    );
    ledger.start('a');
    cancel(ledger, run);
    expect(ledger.events('job_cancelled')).toEqual([]);
    cancel(ledger, run);
    expect(ledger.events('job_cancelled').map(({ key, conclusion }) => [key, conclusion])).toEqual([
      ['a', null],
      ['b', 'cancelled'],
    ]);
    expect(
      ledger.append({ type: 'cancel_requested', repository: REPOSITORY, run, actor: 'mona' }).counted,
    ).toBe(false);
  });

  it('counts the worker’s own conclusion if that comes first', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a')]));
    ledger.start('a');
    cancel(ledger, run);
    ledger.complete('a', 'success');
    expect(ledger.conclusion(run)).toBe('success');
  });

  it('ends a job by itself five minutes later if its worker does not', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a')]));
    ledger.start('a');
    cancel(ledger, run);
    ledger.pass(CANCEL_GRACE_MS - 1);
    expect(ledger.conclusion(run)).toBeNull();
    ledger.pass(1);
    expect(ledger.conclusion(run)).toBe('cancelled');
  });

  it('by removing its repository ends all its runs and drops what was delivered', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a', { if: 'always()' })]));
    ledger.start('a');
    ledger.do({ type: 'repository_removed', repository: REPOSITORY });
    ledger.complete('a', 'cancelled');
    expect(ledger.conclusion(run)).toBe('cancelled');
    expect(ledger.state.repositories.get(REPOSITORY)?.registration).toBeNull();
  });

  it('that is not active does not count', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a')]));
    ledger.finish('a');
    expect(
      ledger.append({ type: 'cancel_requested', repository: REPOSITORY, run, actor: 'mona' }).counted,
    ).toBe(false);
  });
});
