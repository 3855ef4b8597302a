import { expect, test } from 'vitest';
import { noticeOf } from '../../../../../src/web/pages/log/heading/job-words.ts';

test('a job that waits says for what, as a sentence', () => {
  expect(noticeOf('queued', 'waiting for a worker with label gpu')).toEqual({
    tone: 'info',
    text: 'Waiting for a worker with label gpu.',
  });
  expect(noticeOf('waiting', null)?.text).toBe('It waits for a worker.');
});

test('a job that failed says why only where no step does', () => {
  expect(noticeOf('failure', 'worker lost')).toEqual({ tone: 'error', text: 'Worker lost.' });
  expect(noticeOf('failure', null)).toBeNull();
  expect(noticeOf('success', null)).toBeNull();
});

test('a skipped and a cancelled job say so in any case', () => {
  expect(noticeOf('skipped', null)?.text).toBe('Skipped: its condition was false.');
  expect(noticeOf('skipped', 'a job that it needs failed')?.text).toBe(
    'Skipped: a job that it needs failed.',
  );
  expect(noticeOf('cancelled', null)?.text).toBe('It was cancelled.');
});
