import type { Logger } from 'pino';

import { type JobSpec, type WorkerId, stamp } from '../../events/index.ts';
import { type EventLog, InvalidRecordError, type NewRecord } from '../../log/index.ts';
import type { JobFacts } from '../job/index.ts';
import { appendRetrying } from './append-retrying.ts';
import { type ReportedFact, smallerFact } from './smaller-fact.ts';

/** Facts that one append may carry. */
const BATCH = 200;

/**
 * A fact on its way. Only `job_started` must survive a power cut by itself: a process may be spawned because of
 * it. What the others lead to is a decision, and that is durable together with all before it.
 */
interface WaitingFact {
  readonly fact: ReportedFact;
  readonly record: NewRecord;
  readonly durable: boolean;
}

/** Which attempt the facts are about, and whose they are. */
export type FactSubject = Pick<JobSpec, 'repository' | 'run' | 'job'>;

/**
 * Appends the facts of one attempt to `runbook.events` in their order, those of one moment together, while the
 * job goes on.
 */
export class FactReporter implements JobFacts {
  readonly #log: EventLog;
  readonly #worker: WorkerId;
  readonly #subject: FactSubject;
  readonly #now: () => number;
  readonly #logger: Logger;
  readonly #muted = new AbortController();
  #waiting: WaitingFact[] = [];
  #appending: Promise<void> | null = null;

  constructor(log: EventLog, worker: WorkerId, subject: FactSubject, now: () => number, logger: Logger) {
    this.#log = log;
    this.#worker = worker;
    this.#subject = subject;
    this.#now = now;
    this.#logger = logger;
  }

  report(fact: ReportedFact): void {
    if (this.#muted.signal.aborted) return;
    this.#waiting.push(this.#waitingFact(fact));
    this.#appending ??= this.#append();
  }

  async stored(): Promise<void> {
    while (this.#appending !== null) await this.#appending;
  }

  /** Drops what is not stored and takes nothing more: the worker was declared lost, its facts do not count. */
  mute(): void {
    this.#muted.abort();
  }

  #waitingFact(fact: ReportedFact): WaitingFact {
    const { repository, run, job } = this.#subject;
    const by = { by: `worker:${this.#worker}`, now: this.#now() };
    const event = stamp({ ...fact, repository, run, job, worker: this.#worker }, by);
    const record = { key: repository, value: JSON.stringify(event) };
    return { fact, record, durable: fact.type === 'job_started' };
  }

  async #append(): Promise<void> {
    // The end of one step and the start of the next go in one append.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0 && !this.#muted.signal.aborted) {
      await this.#store(this.#waiting.splice(0, BATCH));
    }
    this.#waiting = [];
    this.#appending = null;
  }

  /** One fact that the log does not take must not take the others with it, nor leave its step or job without an end. */
  async #store(facts: readonly WaitingFact[], mayReduce = true): Promise<void> {
    if (facts.length === 0) return;
    const records = facts.map(({ record }) => record);
    const durable = facts.some((fact) => fact.durable);
    try {
      await appendRetrying(this.#log, 'runbook.events', records, this.#muted.signal, { durable });
    } catch (error) {
      if (facts.length > 1) {
        for (const fact of facts) await this.#store([fact]);
        return;
      }
      this.#logger.error({ err: error, job: this.#subject.job }, 'The log refused a fact of a job');
      if (!mayReduce || !(error instanceof InvalidRecordError)) return;
      const smaller = facts.flatMap(({ fact }) => smallerFact(fact, error.message) ?? []);
      await this.#store(
        smaller.map((fact) => this.#waitingFact(fact)),
        false,
      );
    }
  }
}
