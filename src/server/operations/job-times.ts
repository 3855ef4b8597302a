import { Histogram, type Registry } from 'prom-client';
import { type JobId, partitionOfId, type WorkerId } from '../../events/index.ts';
import type { FoldedEvent } from '../../store/index.ts';

/** Seconds; the limit of a queue is 24 hours. */
const WAITS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60, 300, 900, 3_600, 14_400, 86_400];
/** Seconds. */
const HOPS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What an attempt that has not started was through, in milliseconds since 1970 UTC, by the log. */
interface Waiting {
  readonly introducedAt: number;
  readonly offeredAt: number;
  readonly grant: { readonly worker: WorkerId; readonly at: number } | null;
}

/** How long jobs wait on their way to a worker, by the log's stamps: the clocks of machines do not matter. */
export class JobTimes {
  readonly #queue: Histogram;
  readonly #grant: Histogram;
  readonly #start: Histogram;
  readonly #queuedAt: (job: JobId) => number | null;
  readonly #waiting = new Map<JobId, Waiting>();

  /**
   * @param queuedAt when a job that was offered before this process began was offered; null where that is not
   *   known. Milliseconds since 1970 UTC.
   */
  constructor(registry: Registry, queuedAt: (job: JobId) => number | null) {
    this.#queuedAt = queuedAt;
    const registers = [registry];
    this.#queue = new Histogram({
      name: 'runbook_job_queue_seconds',
      help: 'From when a job could run, or began to wait for its concurrency group, until a worker started it.',
      buckets: WAITS,
      registers,
    });
    this.#grant = new Histogram({
      name: 'runbook_job_offer_to_grant_seconds',
      help: 'From the offer of a job to its grant to a worker: a free slot and two hops.',
      buckets: WAITS,
      registers,
    });
    this.#start = new Histogram({
      name: 'runbook_job_grant_to_start_seconds',
      help: 'From the grant of a job until its worker says that it started: two hops.',
      buckets: HOPS,
      registers,
    });
  }

  /** Follows an event that counted. */
  add({ event, timestamp, partition }: FoldedEvent): void {
    // The delay before a retry is wanted, and no wait for a worker.
    if (event.type === 'job_waiting' && event.cause !== 'retry') this.#waits(event.job, timestamp);
    else if (event.type === 'job_offered') this.#offered(event.job, timestamp);
    else if (event.type === 'job_granted') this.#granted(event.job, event.worker, timestamp);
    else if (event.type === 'job_started') this.#started(event.job, timestamp);
    else if (event.type === 'worker_lost') this.#lost(event.worker, partition);
    else if (event.type === 'job_cancelled' || event.type === 'job_returned') this.#waiting.delete(event.job);
  }

  #waits(job: JobId, at: number): void {
    if (!this.#waiting.has(job)) this.#waiting.set(job, { introducedAt: at, offeredAt: at, grant: null });
  }

  #offered(job: JobId, at: number): void {
    const introducedAt = this.#waiting.get(job)?.introducedAt ?? at;
    this.#waiting.set(job, { introducedAt, offeredAt: at, grant: null });
  }

  #granted(job: JobId, worker: WorkerId, at: number): void {
    const known = this.#waiting.get(job);
    const offeredAt = known?.offeredAt ?? this.#queuedAt(job);
    if (offeredAt === null) return;
    this.#grant.observe((at - offeredAt) / 1_000);
    const introducedAt = known?.introducedAt ?? offeredAt;
    this.#waiting.set(job, { introducedAt, offeredAt, grant: { worker, at } });
  }

  #started(job: JobId, at: number): void {
    const known = this.#waiting.get(job);
    this.#waiting.delete(job);
    if (known === undefined || known.grant === null) return;
    this.#start.observe((at - known.grant.at) / 1_000);
    this.#queue.observe((at - known.introducedAt) / 1_000);
  }

  /** What the worker had not started goes on as another attempt. */
  #lost(worker: WorkerId, partition: number): void {
    for (const [job, { grant }] of this.#waiting) {
      if (grant?.worker === worker && partitionOfId(job) === partition) this.#waiting.delete(job);
    }
  }
}
