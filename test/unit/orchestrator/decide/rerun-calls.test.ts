import { describe, expect, it } from 'vitest';
import type { RunId } from '../../../../src/events/index.ts';
import { callee, calling, job, workflow } from '../definitions.ts';
import { Ledger } from '../ledger.ts';

const DEPLOY = '.runbook/deploy.yml';
const INNER = '.runbook/inner.yml';
const called = callee(DEPLOY, [job('build'), job('lint'), job('ship', { needs: ['build'] })], {
  outputs: { made: '${{ jobs.lint.outputs.made }}' },
});
const definition = workflow([calling('deploy', DEPLOY), job('other'), job('end', { needs: ['deploy'] })], {
  called,
});

/** A run of which the nested `build` failed. */
function failed(): { readonly ledger: Ledger; readonly run: RunId } {
  const ledger = new Ledger();
  const run = ledger.push(definition);
  ledger.finish('deploy/build', 'failure');
  ledger.finish('deploy/lint', 'success', { made: 'widget' });
  ledger.finish('other');
  return { ledger, run };
}

describe('a rerun of a run with a call', () => {
  it('of the failed jobs makes the call again with the nested jobs that failed and what depends on them', () => {
    const { ledger, run } = failed();
    expect(ledger.conclusion(run)).toBe('failure');
    ledger.rerun(run, 'failed');
    expect(ledger.statuses()).toEqual({ deploy: 'called', 'deploy / build': 'offered' });
    expect(ledger.live('deploy/build').leg.attempt).toMatchObject({ attempt: 2, folder: 'deploy---build.2' });
    ledger.finish('deploy/build');
    expect(ledger.statuses()).toEqual({ deploy: 'called', 'deploy / ship': 'offered' });
    ledger.finish('deploy/ship');
    expect(ledger.run(run).jobs.get('deploy')?.outputs).toEqual({ made: 'widget' });
    expect(ledger.statuses()).toEqual({ end: 'offered' });
    ledger.finish('end');
    expect(ledger.conclusion(run)).toBe('success');
  });

  it('of all jobs makes everything again', () => {
    const { ledger, run } = failed();
    ledger.rerun(run, 'all');
    expect(Object.keys(ledger.statuses())).toEqual(['deploy', 'other', 'deploy / build', 'deploy / lint']);
  });

  it('of one nested job runs it, what depends on it, and what needs the call', () => {
    const { ledger, run } = failed();
    ledger.rerun(run, 'all');
    for (const key of ['deploy/build', 'deploy/lint', 'deploy/ship', 'other', 'end']) ledger.finish(key);
    expect(ledger.conclusion(run)).toBe('success');
    ledger.rerun(run, 'job', { key: 'deploy/build', leg: 0 });
    for (const key of ['deploy/build', 'deploy/ship', 'end']) {
      expect(Object.keys(ledger.statuses()).at(-1)).toBe(key.replace('/', ' / '));
      ledger.finish(key);
    }
    expect(ledger.conclusion(run)).toBe('success');
  });

  it('of a calling job runs all of its nested jobs', () => {
    const { ledger, run } = failed();
    ledger.rerun(run, 'job', { key: 'deploy', leg: 0 });
    expect(Object.keys(ledger.statuses())).toEqual(['deploy', 'deploy / build', 'deploy / lint']);
  });

  it('makes a call anew as a whole where it depends on what runs again', () => {
    const ledger = new Ledger();
    const run = ledger.push(
      workflow([job('a'), calling('deploy', DEPLOY, { needs: ['a'], if: 'always()' })], { called }),
    );
    ledger.finish('a', 'failure');
    for (const key of ['deploy/build', 'deploy/lint', 'deploy/ship']) ledger.finish(key);
    ledger.rerun(run, 'failed');
    ledger.finish('a');
    expect(Object.keys(ledger.statuses())).toEqual(['deploy', 'deploy / build', 'deploy / lint']);
  });

  it('keeps the calls of a matrix that succeeded, and those nested deeper', () => {
    const ledger = new Ledger();
    const files = {
      ...callee(DEPLOY, [calling('inner', INNER), job('ship', { needs: ['inner'] })]),
      ...callee(INNER, [job('x'), job('y')]),
    };
    const strategy = { matrix: { n: [1, 2] }, failFast: false };
    const run = ledger.push(workflow([calling('deploy', DEPLOY, { strategy })], { called: files }));
    for (const index of [0, 1])
      for (const id of ['x', 'y'])
        ledger.finish(`deploy:${index}/inner/${id}`, index === 1 && id === 'y' ? 'failure' : 'success');
    ledger.finish('deploy:0/ship');
    expect(ledger.conclusion(run)).toBe('failure');
    ledger.rerun(run, 'failed');
    const begun = ['deploy (2)', 'deploy (2) / inner', 'deploy (2) / inner / y'];
    expect(Object.keys(ledger.statuses())).toEqual(begun);
    ledger.finish('deploy:1/inner/y', 'failure');
    ledger.rerun(run, 'failed');
    expect(Object.keys(ledger.statuses())).toEqual(begun);
    expect(ledger.live('deploy:1/inner/y').leg.attempt.attempt).toBe(3);
    ledger.finish('deploy:1/inner/y');
    ledger.finish('deploy:1/ship');
    expect(ledger.conclusion(run)).toBe('success');
  });
});
