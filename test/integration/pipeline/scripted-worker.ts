import {
  type Conclusion,
  type Draft,
  type JobId,
  type JobSpec,
  type PresenceDraft,
  readFeed,
  stamp,
  stampPresence,
  type WorkerId,
  workerId,
} from '../../../src/events/index.ts';
import type { EventLog, LogRecord, Subscription } from '../../../src/log/index.ts';

/** How a scripted job ends. */
export interface ScriptedResult {
  readonly conclusion?: Conclusion;
  readonly outputs?: { readonly [name: string]: string };
}

/** What a job does: it is called once its start was confirmed; `stopped` is aborted when it is cancelled. */
export type Script = (spec: JobSpec, stopped: AbortSignal) => ScriptedResult | Promise<ScriptedResult>;

/** Speaks a worker's side of the log (offer, claim, grant, start, confirmation, completion) without processes. */
export class ScriptedWorker {
  readonly id: WorkerId;
  /** The jobs it executed, in order of their confirmation. */
  readonly executed: JobSpec[] = [];
  readonly #log: EventLog;
  readonly #script: Script;
  readonly #claimed = new Set<JobId>();
  readonly #granted = new Map<JobId, JobSpec>();
  readonly #started = new Map<JobId, AbortController>();
  readonly #running = new Set<JobId>();
  readonly #subscription: Subscription;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(log: EventLog, script: Script = () => ({}), id = 'worker-1') {
    this.#log = log;
    this.#script = script;
    this.id = workerId(id);
    this.#beat();
    this.#heartbeat = setInterval(() => this.#beat(), 1_000);
    this.#subscription = log.subscribe('runbook.jobs', {
      from: 'latest',
      onRecords: (records) => this.#onRecords(records),
      onError: (error) => {
        throw error;
      },
    });
  }

  /** Falls silent, as a killed process does. */
  async kill(): Promise<void> {
    clearInterval(this.#heartbeat);
    await this.#subscription.close();
  }

  #onRecords(records: readonly LogRecord[]): void {
    for (const record of records) {
      const read = readFeed(record.value);
      if (read.kind !== 'event') throw new Error(`unreadable feed record: ${record.value}`);
      const { event } = read;
      if (event.type === 'job_offered' && !this.#claimed.has(event.job)) {
        this.#claimed.add(event.job);
        this.#fact({ type: 'job_claimed', ...ofJob(event), worker: this.id });
      }
      if (event.type === 'job_granted' && event.worker === this.id && !this.#granted.has(event.job)) {
        this.#granted.set(event.job, event.spec);
        this.#fact({ type: 'job_started', ...ofJob(event), worker: this.id, workerName: this.id });
      }
      if (event.type === 'job_confirmed' && event.worker === this.id) this.#execute(event.job);
      if (event.type === 'job_cancelled' && event.worker === this.id) this.#started.get(event.job)?.abort();
    }
  }

  #execute(job: JobId): void {
    const spec = this.#granted.get(job);
    if (spec === undefined || this.#started.has(job)) return;
    const stop = new AbortController();
    this.#started.set(job, stop);
    this.#running.add(job);
    this.executed.push(spec);
    void this.#run(spec, stop.signal);
  }

  async #run(spec: JobSpec, stopped: AbortSignal): Promise<void> {
    const { conclusion = 'success', outputs = {} } = await this.#script(spec, stopped);
    this.#running.delete(spec.job);
    this.#fact({
      type: 'job_completed',
      ...ofJob(spec),
      worker: this.id,
      conclusion: stopped.aborted ? 'cancelled' : conclusion,
      outputs,
      annotations: [],
    });
  }

  #fact(draft: Draft & { readonly repository: string }): void {
    const event = stamp(draft, { by: `worker:${this.id}`, now: Date.now() });
    void this.#log.append('runbook.events', [{ key: draft.repository, value: JSON.stringify(event) }]);
  }

  #beat(): void {
    const draft: PresenceDraft = {
      type: 'worker_heartbeat',
      worker: this.id,
      name: this.id,
      labels: ['ubuntu-latest', 'ubuntu-*', 'linux', 'self-hosted'],
      capacity: 100,
      running: [...this.#running],
      draining: false,
    };
    const record = stampPresence(draft, { by: `worker:${this.id}`, now: Date.now() });
    void this.#log.append('runbook.workers', [{ key: this.id, value: JSON.stringify(record) }]);
  }
}

function ofJob({
  repository,
  run,
  job,
}: Pick<JobSpec, 'repository' | 'run' | 'job'>): Pick<JobSpec, 'repository' | 'run' | 'job'> {
  return { repository, run, job };
}
