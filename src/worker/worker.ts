import { randomUUID } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';

import {
  type CancellationPublished,
  type FeedRecord,
  type GrantPublished,
  HEARTBEAT_MS,
  type JobId,
  type OfferPublished,
  type WorkerId,
  readFeed,
  type PresenceDraft,
  stampPresence,
  workerId,
} from '../events/index.ts';
import { followFeed, type LogRecord, type Subscription } from '../log/index.ts';
import { servesLabels } from '../workflow/index.ts';
import {
  Claiming,
  FactReporter,
  type FactSubject,
  RememberedJobs,
  appendRetrying,
} from './claiming/index.ts';
import { baseEnvironment } from './job/index.ts';
import { StateFile, stopLeftovers } from './leftovers/index.ts';
import type { Worker, WorkerOptions } from './options.ts';
import { type JobHost, RunningJob } from './running-job.ts';

const CLAIM_HOLD_MS = 10_000;
const OTHER_WORKERS_DELAY_MS = 10;
/** A claim is granted on Kafka within 20 to 30 ms, seldom more than 60. */
const HOLD_BACK_MS = 75;
/** How long a worker that ends tries to say so, in milliseconds; its silence says it too. */
const LEAVE_LIMIT_MS = 2_000;
/** How long a worker that ends waits for its jobs to stop and their facts to be stored, in milliseconds. */
const STOP_LIMIT_MS = 20_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Starts a worker. What a killed one left behind (the same `stateFile`) is stopped first, and said to the log
 * as that worker having left. Resolves when the worker takes jobs.
 * @throws what the log throws where `runbook.jobs` cannot be read
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  await mkdir(options.workspaces, { recursive: true, mode: 0o700 });
  // As the system names it: processes are known by their working folder.
  const worker = new JobWorker({ ...options, workspaces: await realpath(options.workspaces) });
  await worker.start();
  return worker;
}

/** Reads `runbook.jobs`, claims what it can run, and runs what it is granted. */
class JobWorker implements Worker {
  readonly #options: WorkerOptions;
  readonly #host: JobHost;
  readonly #now: () => number;
  readonly #newId: () => WorkerId;
  readonly #claiming: Claiming;
  readonly #running = new Map<JobId, { readonly job: RunningJob; readonly done: Promise<void> }>();
  readonly #remembered = new RememberedJobs();
  readonly #state: StateFile;
  readonly #ended = new AbortController();
  #id: WorkerId;
  #draining = false;
  /** While it gives up a lost identity. */
  #renewing: Promise<void> | null = null;
  #subscription: Subscription | null = null;
  #heartbeat: NodeJS.Timeout | null = null;
  #stopping: Promise<void> | null = null;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#state = new StateFile(options.stateFile);
    this.#newId = options.newWorkerId ?? (() => workerId(randomUUID()));
    this.#id = this.#newId();
    this.#claiming = this.#createClaiming();
    this.#host = {
      executor: options.executor,
      checkouts: options.checkouts,
      secrets: options.secrets,
      logs: options.logs,
      worker: {
        name: options.name,
        labels: options.labels,
        environment: baseEnvironment({
          own: process.env,
          home: options.home,
          pass: options.passEnv,
          extra: options.extraEnv ?? {},
        }),
      },
      workspaces: options.workspaces,
      temporary: options.temporary,
      keepWorkspaces: options.keepWorkspaces ?? false,
      graceMs: options.cancelGraceMs,
      logger: options.logger,
      now: this.#now,
    };
  }

  get id(): WorkerId {
    return this.#id;
  }

  get running(): number {
    return this.#running.size;
  }

  async start(): Promise<void> {
    await this.#stopLeftovers();
    this.#beginState();
    const { log, logger } = this.#options;
    this.#subscription = followFeed(log, 'runbook.jobs', {
      from: 'latest',
      onRecords: (records) => this.#read(records),
      // Owners tell again what still matters, a loss of this worker included.
      onMissed: (error) => logger.warn({ err: error }, 'The worker missed records of runbook.jobs'),
      onError: (error) => logger.error({ err: error }, 'The worker cannot read runbook.jobs'),
    });
    // The first heartbeat makes owners publish what is open: it must not be earlier than the place that a reader
    // across a network begins at.
    await this.#subscription.caughtUp;
    await this.#beat();
    this.#heartbeat = setInterval(() => {
      void this.#beat();
      // What kept it from claiming may be over.
      this.#claiming.next();
    }, this.#options.heartbeatMs ?? HEARTBEAT_MS);
  }

  async drain(limitMs: number): Promise<void> {
    this.#takeNothingMore();
    await this.#beat();
    const limit = setTimeout(
      () => this.#forceAll('The worker had to end before the job did.'),
      Math.min(limitMs, LONGEST_TIMER_MS),
    );
    await this.#allDone();
    clearTimeout(limit);
    await this.stop();
  }

  async cancelAll(): Promise<void> {
    this.#takeNothingMore();
    this.#forceAll('The worker is stopping.');
    await this.#allDone();
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    // A log that is away must not keep the process from ending; the next start finds what is left.
    const limit = setTimeout(() => this.#abandonAll('The worker ended.'), STOP_LIMIT_MS);
    await this.cancelAll();
    clearTimeout(limit);
    this.#ended.abort();
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    await this.#subscription?.close();
    await this.#appendPresence(
      { type: 'worker_left', worker: this.#id, reason: 'The worker ended.' },
      AbortSignal.timeout(LEAVE_LIMIT_MS),
    );
  }

  // ---- what is read ------------------------------------------------------------------------------------

  #read(records: readonly LogRecord[]): void {
    for (const record of records) {
      const read = readFeed(record.value);
      if (read.kind === 'event') this.#handle(read.event);
      else
        this.#options.logger.warn({ offset: record.offset, read }, 'A record of runbook.jobs cannot be read');
    }
    this.#claiming.next();
  }

  #handle(record: FeedRecord): void {
    switch (record.type) {
      case 'job_offered':
        return this.#onOffer(record);
      case 'job_granted':
        return this.#onGrant(record);
      case 'job_confirmed':
        if (record.worker === this.#id) this.#running.get(record.job)?.job.confirm();
        return undefined;
      case 'job_cancelled':
        return this.#onCancellation(record);
      case 'worker_lost':
        if (record.worker === this.#id) this.#renew(record.reason);
        return undefined;
      case 'output_wanted':
        this.#options.onOutputWanted?.(record);
        return undefined;
    }
  }

  #onOffer(record: OfferPublished): void {
    if (this.#draining || !servesLabels(this.#options.labels, record.labels)) return;
    if (this.#remembered.has(record.job)) return;
    this.#claiming.offered(record);
  }

  #onGrant(record: GrantPublished): void {
    const { job, worker, spec } = record;
    const claimed = this.#claiming.closed(job);
    if (worker !== this.#id || this.#remembered.has(job)) return;
    this.#remembered.add(job);
    if (claimed && !this.#draining && this.#renewing === null)
      this.#begin(new RunningJob(spec, worker, this.#host, this.#factsOf(record)));
    else {
      const reason = this.#draining ? 'The worker is draining.' : 'The worker has no open claim for it.';
      this.#factsOf(record).report({ type: 'job_returned', reason });
    }
  }

  #onCancellation(record: CancellationPublished): void {
    const { job, worker, conclusion, reason } = record;
    if (worker === this.#id) this.#running.get(job)?.job.cancel({ conclusion, reason });
    if (worker === null) this.#claiming.closed(job);
  }

  // ---- claims and jobs ---------------------------------------------------------------------------------

  #createClaiming(): Claiming {
    const options = this.#options;
    return new Claiming({
      worker: () => this.#id,
      holds: (repository) => options.checkouts.holds(repository),
      freeSlots: () => options.capacity - this.#running.size,
      mayClaim: () => !this.#draining && this.#renewing === null && (options.mayClaim?.() ?? true),
      holdMs: options.claimHoldMs ?? CLAIM_HOLD_MS,
      baseMs: options.holdBackMs ?? HOLD_BACK_MS,
      otherWorkersMs: options.otherWorkersDelayMs ?? OTHER_WORKERS_DELAY_MS,
      random: options.random ?? Math.random,
      claim: (offer) => this.#factsOf(offer).report({ type: 'job_claimed' }),
    });
  }

  #begin(job: RunningJob): void {
    this.#keep((file) => file.addJob(job.record));
    const done = job.run().finally(() => {
      this.#running.delete(job.spec.job);
      this.#keep((file) => {
        if (file.endJob(job.spec.job)) this.#beginState();
      });
      this.#claiming.next();
    });
    this.#running.set(job.spec.job, { job, done });
  }

  #forceAll(reason: string): void {
    for (const { job } of this.#running.values()) job.force({ conclusion: 'cancelled', reason });
  }

  #abandonAll(reason: string): void {
    for (const { job } of this.#running.values()) job.abandon(reason);
  }

  async #allDone(): Promise<void> {
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map(({ done }) => done));
    await this.#renewing;
  }

  #takeNothingMore(): void {
    this.#draining = true;
    this.#claiming.clear();
  }

  // ---- identity ----------------------------------------------------------------------------------------

  /** Gives up an identity that was declared lost: stops all jobs, then goes on under a new one. */
  #renew(reason: string): void {
    if (this.#renewing !== null) return;
    this.#options.logger.warn(
      { worker: this.#id, reason },
      'This worker was declared lost; it stops its jobs and begins anew',
    );
    this.#claiming.clear();
    this.#abandonAll(`The worker was declared lost. ${reason}`);
    this.#renewing = this.#takeNewIdentity();
  }

  async #takeNewIdentity(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ done }) => done));
    const left = this.#id;
    this.#id = this.#newId();
    this.#beginState();
    // The owners of other partitions need not wait for its silence: nothing of it runs any more.
    await this.#appendPresence(
      { type: 'worker_left', worker: left, reason: 'The worker was declared lost and has stopped its jobs.' },
      AbortSignal.timeout(LEAVE_LIMIT_MS),
    );
    this.#renewing = null;
    await this.#beat();
  }

  async #stopLeftovers(): Promise<void> {
    const { executor, keepWorkspaces = false, logger } = this.#options;
    const left = this.#state.read();
    if (left === null) return;
    // Otherwise its silence says it, and what it ran is not tried again at once.
    if (!(await stopLeftovers(left.jobs, { executor, keepWorkspaces, logger }))) return;
    const reason = 'The worker was killed and has started again.';
    await this.#appendPresence({ type: 'worker_left', worker: left.worker, reason }, this.#ended.signal);
  }

  /** Writes down what the next start needs to know; without it leftovers are not found, but jobs run. */
  #keep(write: (file: StateFile) => void): void {
    try {
      write(this.#state);
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'The worker cannot write its state file');
    }
  }

  #beginState(): void {
    this.#keep((file) =>
      file.begin(
        this.#id,
        [...this.#running.values()].map(({ job }) => job.record),
      ),
    );
  }

  // ---- what is written ---------------------------------------------------------------------------------

  #factsOf(subject: FactSubject): FactReporter {
    const { repository, run, job } = subject;
    return new FactReporter(
      this.#options.log,
      this.#id,
      { repository, run, job },
      this.#now,
      this.#options.logger,
    );
  }

  async #beat(): Promise<void> {
    if (this.#ended.signal.aborted || this.#renewing !== null) return;
    const { name, labels, capacity } = this.#options;
    await this.#appendPresence(
      {
        type: 'worker_heartbeat',
        worker: this.#id,
        name,
        labels,
        capacity,
        running: [...this.#running.keys()],
        draining: this.#draining,
      },
      AbortSignal.timeout(this.#options.heartbeatMs ?? HEARTBEAT_MS),
    );
  }

  /** Tries until it is stored or `signal` ends it: the next heartbeat says the same, and silence says it too. */
  async #appendPresence(draft: Exclude<PresenceDraft, { type: 'tick' }>, signal: AbortSignal): Promise<void> {
    const record = stampPresence(draft, { by: `worker:${draft.worker}`, now: this.#now() });
    const records = [{ key: draft.worker, value: JSON.stringify(record) }];
    try {
      await appendRetrying(this.#options.log, 'runbook.workers', records, signal);
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'The log refused what the worker says of itself');
    }
  }
}
