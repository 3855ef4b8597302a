import { describe, expect, it } from 'vitest';
import { legCounts } from '../../../../../src/web/pages/run/jobs/leg-counts.ts';
import {
  legStanding,
  matrixStanding,
  pendingStanding,
} from '../../../../../src/web/pages/run/jobs/standing.ts';
import { urgentFirst } from '../../../../../src/web/pages/run/jobs/urgent-first.ts';
import { job, leg, step } from '../shapes.ts';

const RUNNING = { status: 'in_progress', conclusion: null } as const;
const QUEUED = { status: 'queued', conclusion: null, reason: 'waiting for a worker with label gpu' } as const;
const FAILED = { conclusion: 'failure' } as const;

describe('What is said of a leg', () => {
  it('is why it waits', () => {
    expect(legStanding(leg('Train', QUEUED))).toBe('Waiting for a worker with label gpu');
    expect(legStanding(leg('Train', { ...QUEUED, reason: null }))).toBe('Queued');
  });

  it('is the step that it is at', () => {
    const steps = [step(1, 'Set up job'), step(2, 'Compile', RUNNING)];
    expect(legStanding(leg('Build', { ...RUNNING, steps }))).toBe('Running: Compile');
    expect(legStanding(leg('Build', RUNNING))).toBe('Running');
  });

  it('is how it ended', () => {
    expect(legStanding(leg('Build', FAILED))).toBe('Failure');
  });
});

describe('What is said of a matrix', () => {
  it('is how many legs are done, failed and running', () => {
    const legs = [
      leg('1'),
      leg('2', FAILED),
      leg('3', { conclusion: 'timed_out' }),
      leg('4', RUNNING),
      leg('5', QUEUED),
    ];
    expect(legCounts(legs)).toBe('3 of 5 done, 2 failed, 1 running');
    expect(legCounts(legs.slice(0, 2))).toBe('All 2 done, 1 failed');
    expect(matrixStanding(legs)).toBe('3 of 5 done, 2 failed, 1 running');
  });

  it('is why its legs wait while none of them runs', () => {
    expect(matrixStanding([leg('1'), leg('2', QUEUED)])).toBe('Waiting for a worker with label gpu');
  });
});

describe('What is said of a job that has not begun', () => {
  const names = new Map([
    ['lint', { name: 'Lint', status: 'completed' }],
    ['build', { name: 'Build', status: 'in_progress' }],
    ['call/', { name: 'Call', status: 'in_progress' }],
  ] as const);

  it('is what it comes after, without what is over', () => {
    const needs = ['lint', 'build', 'call/test'];
    expect(pendingStanding(job('deploy', { needs }), names)).toBe('After Build, Call');
  });

  it('is that it has not begun where nothing keeps it', () => {
    expect(pendingStanding(job('deploy', { needs: ['lint', 'gone'] }), names)).toBe('Not begun');
  });
});

describe('Many legs', () => {
  it('are shown with those that failed first, then those that run, the rest as they were', () => {
    const legs = [
      leg('1'),
      leg('2', QUEUED),
      leg('3', RUNNING),
      leg('4', FAILED),
      leg('5'),
      leg('6', FAILED),
    ];
    expect(urgentFirst(legs).map(({ name }) => name)).toEqual(['4', '6', '3', '1', '2', '5']);
  });
});
