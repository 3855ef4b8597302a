import {
  type FeedDraft,
  type JobCompleted,
  type JobId,
  type JobSpec,
  type RunbookEvent,
  type StepCompleted,
  ownerId,
  readEvent,
  stampFeed,
} from '../../../../src/events/index.ts';
import type { EventLog } from '../../../../src/log/index.ts';

/** Grants the first claim and confirms every start, as an orchestrator would; keeps what workers said. */
export class FakeOrchestrator {
  readonly events: RunbookEvent[] = [];
  readonly #log: EventLog;
  readonly #specs = new Map<JobId, JobSpec>();
  readonly #granted = new Set<JobId>();
  readonly #waiting: (() => void)[] = [];
  /** Set to false to hold grants or confirmations back. */
  grants = true;
  confirms = true;

  constructor(log: EventLog) {
    this.#log = log;
    log.subscribe('runbook.events', {
      from: 'earliest',
      onRecords: async (records) => {
        for (const record of records) {
          const read = readEvent(record.value);
          if (read.kind !== 'event') throw new Error(`Unreadable: ${record.value}`);
          await this.#on(read.event);
        }
      },
      onError: (error) => {
        throw error;
      },
    });
  }

  async publish(draft: FeedDraft): Promise<void> {
    const value = JSON.stringify(
      stampFeed(draft, { by: `orchestrator:${ownerId('test')}`, now: Date.now() }),
    );
    await this.#log.append('runbook.jobs', [{ key: 'octo/sample', value }]);
  }

  async offer(spec: JobSpec, labels: readonly string[] = ['ubuntu-latest']): Promise<void> {
    this.#specs.set(spec.job, spec);
    const { repository, run, job } = spec;
    await this.publish({ type: 'job_offered', repository, run, job, labels });
  }

  /** The first event that answers `wanted`, past or to come. */
  async until<Found extends RunbookEvent>(wanted: (event: RunbookEvent) => event is Found): Promise<Found> {
    for (;;) {
      const found = this.events.find(wanted);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Offers the job and gives how it ended. */
  async execute(spec: JobSpec): Promise<JobCompleted> {
    await this.offer(spec);
    return this.completed(spec);
  }

  completed(spec: JobSpec): Promise<JobCompleted> {
    return this.until(
      (event): event is JobCompleted => event.type === 'job_completed' && event.job === spec.job,
    );
  }

  /** The steps of a job that are complete. */
  steps(spec: JobSpec): StepCompleted[] {
    return this.events.filter(
      (event): event is StepCompleted => event.type === 'step_completed' && event.job === spec.job,
    );
  }

  async #on(event: RunbookEvent): Promise<void> {
    this.events.push(event);
    if (event.type === 'job_claimed' && this.grants && !this.#granted.has(event.job)) {
      this.#granted.add(event.job);
      const spec = this.#specs.get(event.job);
      const { repository, run, job, worker } = event;
      if (spec !== undefined) await this.publish({ type: 'job_granted', repository, run, job, worker, spec });
    }
    if (event.type === 'job_started' && this.confirms) {
      const { repository, run, job, worker } = event;
      await this.publish({ type: 'job_confirmed', repository, run, job, worker });
    }
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
