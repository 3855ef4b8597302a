import type { StreamShapes, WorkerListShape, WorkerShape } from '../../../server/shapes/index.ts';

/**
 * The workers after one of them was heard of, or left: by name, as the server lists them.
 * @param now when this browser was told; a heartbeat is dated by it, as the log's clock may be another one
 */
export function withWorkerNews(
  known: WorkerListShape,
  news: StreamShapes['worker'],
  now: Date,
): WorkerListShape {
  const id = 'left' in news ? news.left : news.worker.id;
  const others = known.workers.filter((worker) => worker.id !== id);
  const workers = 'left' in news ? others : [...others, { ...news.worker, seen_at: now.toISOString() }];
  return { ...known, total_count: workers.length, workers: workers.toSorted(byName) };
}

/** Whether a worker is in the list, and takes jobs as it does there: one that begins to drain is as one that goes. */
export function isKnown({ workers }: WorkerListShape, { id, draining }: WorkerShape): boolean {
  return workers.some((worker) => worker.id === id && worker.draining === draining);
}

function byName(one: WorkerShape, other: WorkerShape): number {
  return one.name.localeCompare(other.name) || one.id.localeCompare(other.id);
}
