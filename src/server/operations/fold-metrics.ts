import { Counter, Histogram, type Registry } from 'prom-client';
import type { FoldedBatch } from '../../orchestrator/index.ts';

/** How the server keeps up with the event log. */
export class FoldMetrics {
  readonly #lag: Histogram;
  readonly #took: Histogram;
  readonly #folded: Counter;
  readonly #unreadable: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#lag = new Histogram({
      name: 'runbook_event_lag_seconds',
      help: 'From the stamp of the log until this server has taken an event in, once a batch, for its oldest one.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300, 3_600],
      registers,
    });
    this.#took = new Histogram({
      name: 'runbook_fold_batch_seconds',
      help: 'How long this server took to fold a batch of events and to write it to its index.',
      buckets: [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
      registers,
    });
    this.#folded = new Counter({
      name: 'runbook_events_folded_total',
      help: 'Events that this server has folded since the start, those of the past included.',
      registers,
    });
    this.#unreadable = new Counter({
      name: 'runbook_events_unreadable_total',
      help: 'Records of the event log that were passed over because they cannot be read.',
      registers,
    });
  }

  /** A batch was taken in at `now` (milliseconds since 1970 UTC). */
  add({ events, unreadable, oldest, tookMs }: FoldedBatch, now: number): void {
    // The log's clock may be ahead of this machine's.
    this.#lag.observe(Math.max(0, now - oldest) / 1_000);
    this.#took.observe(tookMs / 1_000);
    this.#folded.inc(events);
    this.#unreadable.inc(unreadable);
  }
}
