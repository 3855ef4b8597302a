import { describe, expect, it } from 'vitest';
import { RunProgress } from '../../../../src/cli/run/run-progress.ts';
import type { WorkflowRejected } from '../../../../src/events/index.ts';
import { callee, calling, job, workflow } from '../../orchestrator/definitions.ts';
import { Ledger } from '../../orchestrator/ledger.ts';

describe('the progress of runs', () => {
  it('says why a workflow was refused', () => {
    const rejected = {
      type: 'workflow_rejected',
      run: 1024,
      number: 1,
      workflow: { path: '.runbook/ci.yml', name: 'CI' },
      errors: [{ message: 'The expression `x` is wrong.' }],
    } as unknown as WorkflowRejected;
    const progress = new RunProgress();
    progress.add(rejected, 5);
    expect(progress.views()).toMatchObject([
      { title: 'CI', conclusion: 'failure', reason: 'The expression `x` is wrong.' },
    ]);
  });

  it('has nested jobs in place of the one that called them, unless that says itself why it failed', () => {
    const ledger = new Ledger();
    const called = callee('x.yml', [job('x')], { outputs: { of: "${{ fromJSON('{') }}" } });
    ledger.push(workflow([calling('a', 'x.yml'), calling('b', 'x.yml', { if: 'false' })], { called }));
    const progress = new RunProgress();
    let seen = 0;
    const shown = (): string[] => {
      for (const { event, timestamp } of ledger.entries.slice(seen)) progress.add(event, timestamp);
      seen = ledger.entries.length;
      return progress.views().flatMap(({ jobs }) => jobs.map(({ name, status }) => `${name} ${status}`));
    };
    expect(shown()).toEqual(['b completed', 'a / x queued']);
    ledger.finish('a/x');
    expect(shown()).toEqual(['a completed', 'b completed', 'a / x completed']);
  });
});
