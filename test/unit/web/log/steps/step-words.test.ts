import { expect, test } from 'vitest';
import { comingSteps } from '../../../../../src/web/pages/log/steps/coming.ts';
import { absenceOf, emptinessOf, sizeText } from '../../../../../src/web/pages/log/steps/step-words.ts';

const LOG = { file: '02-build.log', lines: 3, bytes: 90 };

test('a step without a log says why: it was skipped, has not begun, or ended at once', () => {
  expect(absenceOf({ status: 'completed', conclusion: 'skipped', log: null })).toMatch(/^Skipped/);
  expect(absenceOf({ status: 'queued', conclusion: null, log: null })).toBe('It has not begun.');
  expect(absenceOf({ status: 'completed', conclusion: 'cancelled', log: null })).toMatch(/before it printed/);
  expect(absenceOf({ status: 'in_progress', conclusion: null, log: LOG })).toBeNull();
});

test('a log that was removed is told from one that is empty, and from one to which lines may come', () => {
  const empty = { total: 0, complete: true };
  expect(emptinessOf(null, 3, true)).toMatch(/does not have this log any more/);
  expect(emptinessOf(empty, 3, false)).toMatch(/does not have this log any more/);
  expect(emptinessOf(empty, 0, false)).toBe('It printed nothing.');
  expect(emptinessOf({ total: 0, complete: false }, 0, false)).toBe('It has printed nothing yet.');
  expect(emptinessOf({ total: 3, complete: true }, 3, false)).toBeNull();
  expect(emptinessOf(null, 3, false)).toBeNull();
});

test('sizes are told in lines and in units of a thousand', () => {
  expect(sizeText(1, 40)).toBe('1 line, 40 B');
  expect(sizeText(10_000_004, 329_000_000)).toBe('10,000,004 lines, 329 MB');
  expect(sizeText(40, 3_700)).toBe('40 lines, 3.7 kB');
});

test('the steps to come are those of the file behind the newest that has begun', () => {
  const steps = [
    { number: 2, line: 5, name: 'Build' },
    { number: 3, line: 6, name: null },
    { number: 4, line: 7, name: 'Test' },
  ];
  const file = { jobs: [{ key: 'build', line: 3, steps }] };
  expect(comingSteps(file, 'build', 2)).toEqual(['Step 3', 'Test']);
  expect(comingSteps(file, 'build', 0)).toHaveLength(3);
  expect(comingSteps(file, 'other', 0)).toEqual([]);
});
