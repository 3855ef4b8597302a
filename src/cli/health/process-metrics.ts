import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What the roles of a process know, asked when the figures are read. */
export interface RoleFigures {
  readonly logReady: () => boolean;
  /** Bytes free where the data folder lies. */
  readonly freeDisk: () => number;
  /** Null without the orchestrator role. */
  readonly orchestratorReady: (() => boolean) | null;
  /** Null without the worker role. */
  readonly worker: { readonly capacity: number; readonly running: () => number } | null;
}

/**
 * The figures of a process without the server role: Node's own, and what its roles know. What servers show of all
 * workers together has other names, so that nothing is counted twice.
 */
export function processMetrics(figures: RoleFigures): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, measure: () => number): void => {
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        collect() {
          this.set(measure());
        },
      }),
    );
  };
  const { logReady, freeDisk, orchestratorReady, worker } = figures;
  gauge('runbook_log_ready', '1 where the event log takes appends.', () => Number(logReady()));
  gauge('runbook_disk_free_bytes', 'Bytes free where the data folder lies.', freeDisk);
  if (orchestratorReady !== null) {
    gauge('runbook_orchestrator_ready', '1 where it decides for all partitions assigned to it.', () =>
      Number(orchestratorReady()),
    );
  }
  if (worker !== null) {
    gauge('runbook_worker_capacity', 'Jobs that this worker can run at once.', () => worker.capacity);
    gauge('runbook_worker_jobs_running', 'Jobs that this worker runs.', () => worker.running());
  }
  return registry;
}
