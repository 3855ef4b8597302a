import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { EventLog } from '../../log/index.ts';
import type { FoldedEvent, RunIndex } from '../../store/index.ts';
import { CONCLUSIONS, STATUSES } from '../../store/index.ts';
import type { WorkerRoster } from '../worker-roster.ts';

/** What the gauges look at when they are read. */
export interface MetricSources {
  readonly index: RunIndex;
  readonly log: EventLog;
  readonly workers: WorkerRoster;
  readonly freeDisk: () => number;
  readonly now: () => number;
}

/** The server's figures in Prometheus' form, in a registry of their own. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram;
  readonly #deliveries: Counter;
  readonly #completed: Counter;
  readonly #ignored: Counter;
  readonly #stop: () => void;

  constructor(sources: MetricSources) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Histogram({
      name: 'runbook_http_request_duration_seconds',
      help: 'How long requests took, by route.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
      registers,
    });
    this.#deliveries = new Counter({
      name: 'runbook_deliveries_total',
      help: 'Webhook calls, by forge and what they were answered with.',
      labelNames: ['forge', 'status'],
      registers,
    });
    this.#completed = new Counter({
      name: 'runbook_runs_completed_total',
      help: 'Runs concluded since the start.',
      labelNames: ['conclusion'],
      registers,
    });
    this.#ignored = new Counter({
      name: 'runbook_events_ignored_total',
      help: 'Events that had no effect: repeats, and decisions of replaced owners.',
      labelNames: ['type'],
      registers,
    });
    for (const conclusion of CONCLUSIONS) this.#completed.inc({ conclusion }, 0);
    for (const gauge of gaugesOf(sources)) this.#registry.registerMetric(gauge);
    this.#stop = sources.index.onProjected((events) => this.#count(events));
  }

  /** A request was answered. */
  answered(request: { method: string; route: string; status: number; seconds: number }): void {
    const { method, route, status, seconds } = request;
    this.#requests.observe({ method, route, status }, seconds);
  }

  /** A webhook call was answered. */
  delivery(forge: string, status: number): void {
    this.#deliveries.inc({ forge, status });
  }

  /** All figures, and their content type. */
  async text(): Promise<{ readonly type: string; readonly body: string }> {
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }

  close(): void {
    this.#stop();
    this.#registry.clear();
  }

  #count(events: readonly FoldedEvent[]): void {
    for (const { event, counted } of events) {
      if (!counted) this.#ignored.inc({ type: event.type });
      else if (event.type === 'run_completed') this.#completed.inc({ conclusion: event.conclusion });
    }
  }
}

/** What is measured when it is asked for. */
function gaugesOf({ index, log, workers, freeDisk, now }: MetricSources): readonly Gauge[] {
  const registers: Registry[] = [];
  const gauge = (name: string, help: string, measure: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(measure());
      },
    });
  const runs = new Gauge({
    name: 'runbook_runs',
    help: 'Runs in the index, by status.',
    labelNames: ['status'],
    registers,
    collect() {
      for (const status of STATUSES) this.set({ status }, 0);
      for (const { status, count } of index.runs.counts()) this.inc({ status }, count);
    },
  });
  const jobs = new Gauge({
    name: 'runbook_jobs',
    help: 'Job attempts that are not over, by status.',
    labelNames: ['status'],
    registers,
    collect() {
      for (const status of STATUSES) if (status !== 'completed') this.set({ status }, 0);
      for (const { status, count } of index.jobs.counts()) this.set({ status }, count);
    },
  });
  return [
    runs,
    jobs,
    gauge('runbook_workers', 'Workers heard of lately.', () => workers.present(now()).length),
    gauge('runbook_worker_slots', 'Jobs that they can run at once.', () =>
      workers.present(now()).reduce((sum, { heartbeat }) => sum + heartbeat.capacity, 0),
    ),
    gauge('runbook_worker_slots_used', 'Jobs that they run.', () =>
      workers.present(now()).reduce((sum, { heartbeat }) => sum + heartbeat.running.length, 0),
    ),
    gauge('runbook_log_ready', '1 where the event log takes appends.', () => (log.ready().ready ? 1 : 0)),
    gauge('runbook_disk_free_bytes', 'Bytes free where the data folder lies.', freeDisk),
  ];
}
