import { expect, test } from 'vitest';
import { foldNew, NO_FOLDS, toggleFold } from '../../../../../src/web/pages/log/groups/folds.ts';
import { NO_GROUPS, scanGroups } from '../../../../../src/web/pages/log/groups/groups.ts';

const HEADING = '##[group]Build';
const END = '##[endgroup]';

test('groups that are whole are folded when they come', () => {
  const folds = foldNew(NO_FOLDS, scanGroups(NO_GROUPS, [HEADING, 'a', END, HEADING, 'b', END]));
  expect([...folds.folded]).toEqual([0, 3]);
});

test('a group that is being written stays open, also when it is whole', () => {
  const begun = scanGroups(NO_GROUPS, [HEADING, 'a']);
  const folds = foldNew(NO_FOLDS, begun);
  expect([...folds.folded]).toEqual([]);
  expect([...foldNew(folds, scanGroups(begun, ['b', END])).folded]).toEqual([]);
});

test('what a person opened stays open while the log grows', () => {
  const scan = scanGroups(NO_GROUPS, [HEADING, 'a', END]);
  const opened = toggleFold(foldNew(NO_FOLDS, scan), 0);
  const more = foldNew(opened, scanGroups(scan, [HEADING, 'b', END]));
  expect([...more.folded]).toEqual([3]);
  expect(toggleFold(more, 0).folded).toEqual(new Set([0, 3]));
});
