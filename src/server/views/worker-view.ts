import type { WorkerJob } from '../../store/index.ts';
import { exactTimeTextOrNull, timeText } from '../http/time.ts';
import type { WorkerJobShape, WorkerShape } from '../shapes/index.ts';
import type { PresentWorker } from '../worker-roster.ts';

/** A worker as its newest heartbeat showed it. @param jobs what the index says that it has in hand */
export function workerView({ heartbeat, seenAt }: PresentWorker, jobs: readonly WorkerJob[]): WorkerShape {
  return {
    id: heartbeat.worker,
    name: heartbeat.name,
    labels: heartbeat.labels,
    capacity: heartbeat.capacity,
    running: heartbeat.running,
    draining: heartbeat.draining,
    seen_at: timeText(seenAt),
    jobs: jobs.map(workerJobView),
  };
}

function workerJobView({ id, name, run, runNumber, repository, startedAt }: WorkerJob): WorkerJobShape {
  return { id, name, run, run_number: runNumber, repository, started_at: exactTimeTextOrNull(startedAt) };
}
