import { describe, expect, it } from 'vitest';
import { runTree } from '../../../../src/cli/terminal/run-tree.ts';
import type { JobView, RunView } from '../../../../src/cli/terminal/run-view.ts';
import { PLAIN_STYLE } from '../../../../src/cli/terminal/style.ts';

const step = (number: number, name: string, conclusion: 'success' | 'failure' | null) => ({
  number,
  name,
  conclusion,
  startedAt: 1_000,
  completedAt: conclusion === null ? null : 1_500,
});

const job = (name: string, change: Partial<JobView>): JobView => ({
  name,
  status: 'completed',
  conclusion: 'success',
  reason: null,
  startedAt: 1_000,
  completedAt: 3_000,
  steps: [step(1, 'Set up job', 'success'), step(2, 'Run make', 'success')],
  ...change,
});

const run: RunView = {
  title: 'CI #7',
  conclusion: 'failure',
  reason: null,
  startedAt: 0,
  completedAt: 4_000,
  jobs: [
    job('build', {}),
    job('test', { conclusion: 'failure', steps: [step(2, 'Run test', 'failure')] }),
    job('deploy', { conclusion: 'skipped', reason: 'a job it needs failed', startedAt: null, steps: [] }),
  ],
};

describe('the tree of a run', () => {
  it('shows the run, its jobs and their steps with marks and times', () => {
    expect(runTree(run, { style: PLAIN_STYLE, now: 9_000, steps: 'all' })).toEqual([
      '✗ CI #7 failure 4.0s',
      '├─ ✓ build 2.0s',
      '│    ✓ Run make 500ms',
      '├─ ✗ test 2.0s',
      '│    ✗ Run test 500ms',
      '└─ - deploy (a job it needs failed)',
    ]);
  });

  it('says that a run is queued until one of its jobs begins', () => {
    const queued = job('build', {
      status: 'queued',
      conclusion: null,
      startedAt: null,
      completedAt: null,
      steps: [],
    });
    const waiting = {
      ...run,
      conclusion: null,
      completedAt: null,
      jobs: [{ ...queued, reason: 'queued: no worker' }],
    };
    expect(runTree(waiting, { style: PLAIN_STYLE, now: 9_000, steps: 'all' })).toEqual([
      '○ CI #7 queued 9.0s',
      '└─ ○ build (queued: no worker)',
    ]);
  });

  it('shows only the steps of jobs that run or failed where it must stay short', () => {
    const lines = runTree(run, { style: PLAIN_STYLE, now: 9_000, steps: 'lively' });
    expect(lines.some((line) => line.includes('Run make'))).toBe(false);
    expect(lines.some((line) => line.includes('Run test'))).toBe(true);
  });

  it('shows what goes on with its time so far', () => {
    const running = job('build', {
      status: 'in_progress',
      conclusion: null,
      completedAt: null,
      steps: [step(2, 'Run make', null)],
    });
    const view = { ...run, conclusion: null, completedAt: null, jobs: [running] };
    expect(runTree(view, { style: PLAIN_STYLE, now: 2_000, steps: 'all' })).toEqual([
      '● CI #7 in progress 2.0s',
      '└─ ● build 1.0s',
      '     ● Run make 1.0s',
    ]);
  });
});
