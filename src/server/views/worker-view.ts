import { timeText } from '../http/time.ts';
import type { WorkerShape } from '../shapes/index.ts';
import type { PresentWorker } from '../worker-roster.ts';

/** A worker as it was last heard of. */
export function workerView({ heartbeat, seenAt }: PresentWorker): WorkerShape {
  return {
    id: heartbeat.worker,
    name: heartbeat.name,
    labels: heartbeat.labels,
    capacity: heartbeat.capacity,
    running: heartbeat.running,
    draining: heartbeat.draining,
    seen_at: timeText(seenAt),
  };
}
