import type { GraphShape, JobDetailShape, WorkerShape } from '../../server/index.ts';
import { servesLabels } from '../../workflow/index.ts';
import { isWorkerList } from './answers.ts';
import type { ApiClient } from './api-client.ts';

/** The workers of the server, where a job of the run waits for one; else none are asked for. @throws CommandError */
export async function workersWaitedFor(
  client: ApiClient,
  graph: GraphShape,
): Promise<readonly WorkerShape[]> {
  if (!graph.jobs.some((job) => job.legs.some(waitsForWorker))) return [];
  return (await client.get('/api/workers', isWorkerList)).workers;
}

/** Why a job waits, with what would help where no worker can ever take it; null: it does not wait. */
export function waitingReason(job: JobDetailShape, workers: readonly WorkerShape[]): string | null {
  if (job.reason !== null || !waitsForWorker(job)) return job.reason;
  if (workers.length === 0) return 'queued: no worker is there';
  if (workers.some((worker) => servesLabels(worker.labels, job.labels)))
    return 'queued: all workers are busy';
  const unserved = job.labels.filter(
    (label) => !workers.some((worker) => servesLabels(worker.labels, [label])),
  );
  const missing = (unserved.length > 0 ? unserved : job.labels).join(', ');
  return `queued: no worker answers to ${missing}; start one with --labels ${missing.replaceAll(', ', ',')}`;
}

function waitsForWorker(job: JobDetailShape): boolean {
  return job.status === 'queued';
}
