import { expect, test } from 'vitest';
import { type OpeningJob, openingOf } from '../../../../../src/web/pages/log/place/opening.ts';

type Step = OpeningJob['steps'][number];
const done = (number: number, conclusion: Step['conclusion'] = 'success'): Step => ({
  number,
  status: 'completed',
  conclusion,
});
const running = (number: number): Step => ({ number, status: 'in_progress', conclusion: null });

const FAILED: OpeningJob = {
  steps: [done(1), done(2, 'failure'), done(3, 'failure'), done(4, 'skipped')],
  annotations: [
    { level: 'warning', message: 'old', step: 2, logLine: 3 },
    { level: 'failure', message: 'elsewhere', step: 3, logLine: 5 },
    { level: 'failure', message: 'the test broke', step: 2, logLine: 17 },
    { level: 'failure', message: 'Process completed with exit code 1.', step: 2, logLine: 90 },
  ],
};

test('a link to a line wins over a failure', () => {
  const place = { step: 1, lines: { step: 1, first: 4, last: 6 } };
  expect(openingOf(FAILED, place)).toEqual({ step: 1, target: { kind: 'line', line: 3 } });
  expect(openingOf(FAILED, { step: 1, lines: null })).toEqual({ step: 1, target: { kind: 'begin' } });
});

test('a link to a step that the job does not have counts for nothing', () => {
  expect(openingOf(FAILED, { step: 12, lines: null })?.step).toBe(2);
});

test('a failed job opens its first failed step at the first error that was annotated there', () => {
  expect(openingOf(FAILED, null)).toEqual({ step: 2, target: { kind: 'line', line: 17 } });
});

test('a failed step without an annotated line opens at its last error', () => {
  const annotations = [{ level: 'failure' as const, message: 'worker lost', step: 2 }];
  expect(openingOf({ ...FAILED, annotations }, null)).toEqual({ step: 2, target: { kind: 'error' } });
});

test('a step that ran out of time counts as failed', () => {
  expect(openingOf({ steps: [done(1, 'timed_out')], annotations: [] }, null)?.step).toBe(1);
});

test('a job that runs opens at the end of the step that runs', () => {
  expect(openingOf({ steps: [done(1), running(2)], annotations: [] }, null)).toEqual({
    step: 2,
    target: { kind: 'end' },
  });
});

test('a job that succeeded opens nothing', () => {
  expect(openingOf({ steps: [done(1), done(2)], annotations: [] }, null)).toBeNull();
});
