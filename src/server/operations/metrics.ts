import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { type JobId, partitionOfId, type WorkerId } from '../../events/index.ts';
import type { FoldedEvent } from '../../store/index.ts';
import { CONCLUSIONS } from '../../store/index.ts';
import type { ServerFold } from '../options.ts';
import { FoldMetrics } from './fold-metrics.ts';
import { type GaugeSources, gaugesOf } from './gauges.ts';
import { JobTimes } from './job-times.ts';

/** Lost workers that are remembered, so that one is counted once: each owner declares it for its partition. */
const LOST_REMEMBERED = 1_000;

/** What the figures are made from. */
export interface MetricSources extends Omit<GaugeSources, 'states' | 'output'> {
  readonly fold: ServerFold;
  /** Absent where workers write to the log files themselves: then output is counted as steps end. */
  readonly output: GaugeSources['output'] | undefined;
}

/** The server's figures in Prometheus' form, in a registry of their own. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram;
  readonly #deliveries: Counter;
  readonly #completed: Counter;
  readonly #ignored: Counter;
  readonly #takeovers: Counter;
  readonly #workersLost: Counter;
  readonly #jobTimes: JobTimes;
  readonly #lost = new Set<WorkerId>();
  readonly #stops: readonly (() => void)[];
  /** The logs of steps that ended, where nobody else counts output. */
  readonly #ended = { appendedBytes: 0, repeatedBytes: 0, gaps: 0, lostBytes: 0, missingEndBytes: 0 };

  constructor(sources: MetricSources) {
    const { index, fold, now } = sources;
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
    this.#takeovers = new Counter({
      name: 'runbook_partition_takeovers_total',
      help: 'How often an orchestrator took a partition over.',
      registers,
    });
    this.#workersLost = new Counter({
      name: 'runbook_workers_lost_total',
      help: 'Workers that were declared lost while they had jobs.',
      registers,
    });
    for (const conclusion of CONCLUSIONS) this.#completed.inc({ conclusion }, 0);
    this.#jobTimes = new JobTimes(this.#registry, (job) => queuedAt(fold, job));
    const folds = new FoldMetrics(this.#registry);
    const output = sources.output ?? this.#ended;
    for (const metric of gaugesOf({ ...sources, states: fold.states, output })) {
      this.#registry.registerMetric(metric);
    }
    this.#stops = [
      index.onProjected((events) => this.#count(events)),
      fold.onBatch((batch) => folds.add(batch, now())),
    ];
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
    for (const stop of this.#stops) stop();
    this.#registry.clear();
  }

  #count(events: readonly FoldedEvent[]): void {
    for (const folded of events) {
      if (folded.counted) this.#countEffect(folded);
      else this.#ignored.inc({ type: folded.event.type });
    }
  }

  #countEffect(folded: FoldedEvent): void {
    const { event } = folded;
    this.#jobTimes.add(folded);
    if (event.type === 'run_completed') this.#completed.inc({ conclusion: event.conclusion });
    else if (event.type === 'partition_owned') this.#takeovers.inc();
    else if (event.type === 'worker_lost') this.#countLoss(event.worker);
    else if (event.type === 'step_completed') this.#ended.appendedBytes += event.log.bytes;
  }

  #countLoss(worker: WorkerId): void {
    if (this.#lost.has(worker)) return;
    this.#workersLost.inc();
    this.#lost.add(worker);
    const [oldest] = this.#lost;
    if (this.#lost.size > LOST_REMEMBERED && oldest !== undefined) this.#lost.delete(oldest);
  }
}

/** When a job that waits was first offered; null where it does not wait. */
function queuedAt({ states }: ServerFold, job: JobId): number | null {
  return states.get(partitionOfId(job))?.live.get(job)?.leg.queuedAt ?? null;
}
