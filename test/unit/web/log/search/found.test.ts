import { expect, test } from 'vitest';
import { matchNumber, searchStarts, totalMatches } from '../../../../../src/web/pages/log/search/found.ts';

const STEPS = [
  { step: 1, total: 3 },
  { step: 2, total: 0 },
  { step: 3, total: 10 },
  { step: 4, total: 1 },
];

test('matches of all steps are counted together', () => {
  expect(totalMatches(STEPS)).toBe(14);
  expect(matchNumber(STEPS, 1, 0)).toBe(1);
  expect(matchNumber(STEPS, 3, 4)).toBe(8);
});

test('the search begins at the first match, or backward at the last', () => {
  expect(searchStarts(STEPS, null, 'forward')[0]).toEqual({ step: 1, from: 0 });
  expect(searchStarts(STEPS, null, 'backward')[0]).toEqual({ step: 4, from: null });
});

test('it goes on behind the place in its step, then in the next steps that match, then from the begin', () => {
  expect(searchStarts(STEPS, { step: 3, line: 7 }, 'forward')).toEqual([
    { step: 3, from: 8 },
    { step: 4, from: 0 },
    { step: 1, from: 0 },
    { step: 3, from: 0 },
  ]);
});

test('backward it goes on before the place, then in the steps before, then from the end', () => {
  expect(searchStarts(STEPS, { step: 3, line: 7 }, 'backward')).toEqual([
    { step: 3, from: 6 },
    { step: 1, from: null },
    { step: 4, from: null },
    { step: 3, from: null },
  ]);
});

test('before the first line of a step there is nothing more in it', () => {
  expect(searchStarts(STEPS, { step: 3, line: 0 }, 'backward')[0]?.step).toBe(1);
});

test('where nothing matches there is nowhere to look', () => {
  expect(searchStarts([{ step: 1, total: 0 }], { step: 1, line: 4 }, 'forward')).toEqual([]);
});
