import { type JobId, repositoryName, type RunId, workerId } from '../../../../src/events/index.ts';
import type { WorkerJobShape, WorkerShape } from '../../../../src/server/shapes/index.ts';

/** A worker that has nothing to do, but for what is given. */
export function workerShape(name: string, rest: Partial<WorkerShape> = {}): WorkerShape {
  return {
    id: workerId(`id of ${name}`),
    name,
    labels: ['ubuntu-latest'],
    capacity: 4,
    running: [],
    draining: false,
    seen_at: '2026-01-01T00:00:00Z',
    jobs: [],
    ...rest,
  };
}

/** A job that a worker has in hand. */
export function workerJob(id: number): WorkerJobShape {
  return {
    id: id as JobId,
    name: 'test',
    run: 1024 as RunId,
    run_number: 1,
    repository: repositoryName('demo/app'),
    started_at: null,
  };
}
