import { expect, test } from 'vitest';
import { FOLLOWING, followAfter, newLines } from '../../../../../src/web/pages/log/follow/follow.ts';

const scrolled = (way: 'up' | 'down', isAtEnd: boolean, total: number) =>
  ({ kind: 'scrolled', way, isAtEnd, total }) as const;

test('scrolling up ends following, and what comes then is counted', () => {
  const stopped = followAfter(FOLLOWING, scrolled('up', false, 100));
  expect(stopped.isOn).toBe(false);
  expect(newLines(stopped, 130)).toBe(30);
});

test('scrolling up a little ends it too, though the end is still in view', () => {
  expect(followAfter(FOLLOWING, scrolled('up', true, 100)).isOn).toBe(false);
});

test('lines are counted from where following ended, not from the last scrolling', () => {
  const stopped = followAfter(FOLLOWING, scrolled('up', false, 100));
  const further = followAfter(followAfter(stopped, scrolled('up', false, 120)), scrolled('down', false, 140));
  expect(newLines(further, 150)).toBe(50);
});

test('coming to the end again, or the button, begins it again', () => {
  const stopped = followAfter(FOLLOWING, scrolled('up', false, 100));
  expect(followAfter(stopped, scrolled('down', true, 200)).isOn).toBe(true);
  expect(followAfter(stopped, { kind: 'asked' }).isOn).toBe(true);
  expect(newLines(FOLLOWING, 200)).toBe(0);
});

test('going elsewhere ends it', () => {
  expect(followAfter(FOLLOWING, { kind: 'left', total: 7 })).toEqual({ isOn: false, seen: 7 });
});
