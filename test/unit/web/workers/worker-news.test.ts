import { describe, expect, it } from 'vitest';
import { isKnown, withWorkerNews } from '../../../../src/web/pages/workers/worker-news.ts';
import { workerShape } from './workers.ts';

const NOW = new Date('2026-01-01T12:00:00Z');
const KNOWN = { total_count: 2, workers: [workerShape('a'), workerShape('c')], unserved: [] };

describe('news of a worker', () => {
  it('put it in its place, dated by when they came', () => {
    const { workers } = withWorkerNews(KNOWN, { worker: workerShape('c', { draining: true }) }, NOW);
    expect(workers.map(({ name, draining }) => [name, draining])).toEqual([
      ['a', false],
      ['c', true],
    ]);
    expect(workers[1]?.seen_at).toBe('2026-01-01T12:00:00.000Z');
    expect(workers[0]?.seen_at).toBe('2026-01-01T00:00:00Z');
  });

  it('add one that was not known, by name', () => {
    const { workers, total_count } = withWorkerNews(KNOWN, { worker: workerShape('b') }, NOW);
    expect(workers.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(total_count).toBe(3);
  });

  it('are of one that is not known as it is where it begins to drain', () => {
    expect(isKnown(KNOWN, workerShape('a'))).toBe(true);
    expect(isKnown(KNOWN, workerShape('a', { draining: true }))).toBe(false);
    expect(isKnown(KNOWN, workerShape('b'))).toBe(false);
  });

  it('take away one that left', () => {
    const { workers, total_count } = withWorkerNews(KNOWN, { left: workerShape('a').id }, NOW);
    expect(workers.map(({ name }) => name)).toEqual(['c']);
    expect(total_count).toBe(1);
  });
});
