import { Counter, Gauge } from 'prom-client';
import type { EventLog } from '../../log/index.ts';
import type { PartitionState } from '../../orchestrator/index.ts';
import type { RunIndex } from '../../store/index.ts';
import { STATUSES } from '../../store/index.ts';
import type { WorkerRoster } from '../worker-roster.ts';
import type { OutputCounters } from '../output/index.ts';
import { countOffers } from './offer-counts.ts';

/** What is looked at when the figures are asked for. */
export interface GaugeSources {
  readonly index: RunIndex;
  readonly log: EventLog;
  /** By partition. */
  readonly states: ReadonlyMap<number, PartitionState>;
  readonly workers: WorkerRoster;
  readonly freeDisk: () => number;
  /** What became of the output that comes by the log. */
  readonly output: Pick<
    OutputCounters,
    'appendedBytes' | 'repeatedBytes' | 'gaps' | 'lostBytes' | 'missingEndBytes'
  >;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}

/** The figures that are measured when they are asked for; each looks at little, for they are asked for often. */
export function gaugesOf(sources: GaugeSources): readonly (Gauge | Counter)[] {
  const { log, freeDisk } = sources;
  return [
    ...runGauges(sources),
    ...offerGauges(sources),
    ...workerGauges(sources),
    ...outputCounters(sources),
    gauge('runbook_log_ready', '1 where the event log takes appends.', () => (log.ready().ready ? 1 : 0)),
    gauge('runbook_disk_free_bytes', 'Bytes free where the data folder lies.', freeDisk),
  ];
}

function runGauges({ index }: GaugeSources): readonly Gauge[] {
  const runs = new Gauge({
    name: 'runbook_runs',
    help: 'Runs in the index, by status.',
    labelNames: ['status'],
    registers: [],
    collect() {
      for (const status of STATUSES) this.set({ status }, 0);
      for (const { status, count } of index.runs.counts()) this.set({ status }, count);
    },
  });
  const jobs = new Gauge({
    name: 'runbook_jobs',
    help: 'Job attempts that are not over, by status.',
    labelNames: ['status'],
    registers: [],
    collect() {
      for (const status of STATUSES) if (status !== 'completed') this.set({ status }, 0);
      for (const { status, count } of index.jobs.counts()) this.set({ status }, count);
    },
  });
  return [runs, jobs];
}

function offerGauges({ states }: GaugeSources): readonly Gauge[] {
  const byLabels = new Gauge({
    name: 'runbook_offers_open_by_labels',
    help: 'Open offers by the labels that they want; rare lists of labels together as other.',
    labelNames: ['labels'],
    registers: [],
  });
  const total = new Gauge({
    name: 'runbook_offers_open',
    help: 'Jobs that any worker with their labels could take now.',
    registers: [],
    collect() {
      byLabels.reset();
      let sum = 0;
      for (const [labels, count] of countOffers(states.values())) {
        byLabels.set({ labels }, count);
        sum += count;
      }
      this.set(sum);
    },
  });
  // They are collected in this order: the first measures for the second.
  return [total, byLabels];
}

function workerGauges({ workers, now }: GaugeSources): readonly Gauge[] {
  return [
    gauge('runbook_workers', 'Workers heard of lately.', () => workers.present(now()).length),
    gauge('runbook_worker_slots', 'Jobs that they can run at once.', () =>
      workers.present(now()).reduce((sum, { heartbeat }) => sum + heartbeat.capacity, 0),
    ),
    gauge('runbook_worker_slots_used', 'Jobs that they run.', () =>
      workers.present(now()).reduce((sum, { heartbeat }) => sum + heartbeat.running.length, 0),
    ),
  ];
}

function outputCounters({ output }: GaugeSources): readonly Counter[] {
  return [
    counter('runbook_output_bytes_total', 'Bytes of step output stored.', () => output.appendedBytes),
    counter(
      'runbook_output_repeated_bytes_total',
      'Bytes of step output that came again and were not stored twice.',
      () => output.repeatedBytes,
    ),
    counter('runbook_output_gaps_total', 'How often output was missing.', () => output.gaps),
    counter(
      'runbook_output_lost_bytes_total',
      'Bytes of step output lost.',
      () => output.lostBytes + output.missingEndBytes,
    ),
  ];
}

function gauge(name: string, help: string, measure: () => number): Gauge {
  return new Gauge({
    name,
    help,
    registers: [],
    collect() {
      this.set(measure());
    },
  });
}

/** A counter that somebody else keeps. */
function counter(name: string, help: string, measure: () => number): Counter {
  return new Counter({
    name,
    help,
    registers: [],
    collect() {
      this.reset();
      this.inc(measure());
    },
  });
}
