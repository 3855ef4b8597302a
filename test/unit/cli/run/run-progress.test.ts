import { describe, expect, it } from 'vitest';
import { RunProgress } from '../../../../src/cli/run/run-progress.ts';
import type { WorkflowRejected } from '../../../../src/events/index.ts';

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
});
