import type { RunbookEvent } from '../../events/index.ts';
import { type Database, numberIn, openDatabase } from '../sqlite/index.ts';
import { ExpiredRuns } from './expired-runs.ts';
import type { FoldedEvent } from './folded-event.ts';
import { JobProjection } from './job-projection.ts';
import { JobQueries } from './job-queries.ts';
import { OutputIndex } from './output-index.ts';
import { RepositoryProjection } from './repository-projection.ts';
import { RepositoryQueries } from './repository-queries.ts';
import { RunProjection } from './run-projection.ts';
import { RunQueries } from './run-queries.ts';
import { MIGRATIONS, TABLES } from './schema.ts';

/** An event by which a log is told from others. */
interface FirstEvent {
  readonly offset: number;
  /** Milliseconds since 1970 UTC, the log's. */
  readonly timestamp: number;
}

/** Gets the events of one batch once the index shows their effect. */
export type IndexListener = (events: readonly FoldedEvent[]) => void;

/**
 * The run index: a projection of counted events into SQLite, for the API. Delete its file and it is rebuilt
 * from the log. Position and effect are written in one transaction, so that a crash loses or doubles nothing.
 */
export class RunIndex {
  readonly runs: RunQueries;
  readonly jobs: JobQueries;
  readonly repositories: RepositoryQueries;
  readonly expired: ExpiredRuns;
  readonly output: OutputIndex;
  readonly #database: Database;
  readonly #repositoryProjection: RepositoryProjection;
  readonly #runProjection: RunProjection;
  readonly #jobProjection: JobProjection;
  readonly #savePosition;
  readonly #position = new Map<number, number>();
  /** The first event of every partition that was projected: by it another log is recognised. */
  readonly #first = new Map<number, FirstEvent>();
  readonly #listeners = new Set<IndexListener>();

  /** @param path of the database file, or `:memory:` */
  constructor(path: string) {
    this.#database = openDatabase(path, MIGRATIONS, { synchronous: 'OFF' });
    this.jobs = new JobQueries(this.#database);
    this.runs = new RunQueries(this.#database, this.jobs);
    this.repositories = new RepositoryQueries(this.#database);
    this.expired = new ExpiredRuns(this.#database);
    this.output = new OutputIndex(this.#database);
    this.#repositoryProjection = new RepositoryProjection(this.#database);
    this.#runProjection = new RunProjection(this.#database);
    this.#jobProjection = new JobProjection(this.#database);
    this.#savePosition = this.#database.prepare(
      `INSERT INTO positions (partition, offset, first_offset, first_timestamp) VALUES (?, ?, ?, ?)
       ON CONFLICT (partition) DO UPDATE SET offset = excluded.offset`,
    );
    for (const row of this.#database.prepare(`SELECT * FROM positions`).all()) {
      const partition = numberIn(row, 'partition');
      this.#position.set(partition, numberIn(row, 'offset'));
      this.#first.set(partition, {
        offset: numberIn(row, 'first_offset'),
        timestamp: numberIn(row, 'first_timestamp'),
      });
    }
  }

  /** The newest offset projected, by partition. */
  get position(): ReadonlyMap<number, number> {
    return this.#position;
  }

  /**
   * Adds events in the order of their partition; those it already has are passed over. Where it was made from
   * another log than these events come from, it begins anew.
   */
  project(batch: readonly FoldedEvent[]): void {
    if (batch.some((folded) => this.#isOfAnotherLog(folded))) this.#beginAnew();
    const fresh = batch.filter((folded) => folded.offset > (this.#position.get(folded.partition) ?? -1));
    if (fresh.length === 0) return;
    const reached = new Map<number, number>();
    for (const { partition, offset, timestamp } of fresh) {
      if (!this.#first.has(partition)) this.#first.set(partition, { offset, timestamp });
    }
    this.#database.transaction(() => {
      for (const folded of fresh) {
        if (folded.counted) this.#add(folded.event, folded.timestamp, folded.partition);
        reached.set(folded.partition, folded.offset);
      }
      for (const [partition, offset] of reached) {
        const first = this.#first.get(partition);
        if (first !== undefined) this.#savePosition.run(partition, offset, first.offset, first.timestamp);
      }
    });
    for (const [partition, offset] of reached) this.#position.set(partition, offset);
    for (const listener of this.#listeners) listener(fresh);
  }

  /** Calls the listener after every batch; it must not throw. Returns what ends it. */
  onProjected(listener: IndexListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
    this.#database.close();
  }

  #isOfAnotherLog({ partition, offset, timestamp }: FoldedEvent): boolean {
    const first = this.#first.get(partition);
    return first?.offset === offset && first.timestamp !== timestamp;
  }

  #beginAnew(): void {
    this.#database.transaction(() => {
      for (const table of TABLES) this.#database.exec(`DELETE FROM ${table}`);
    });
    this.#position.clear();
    this.#first.clear();
  }

  #add(event: RunbookEvent, now: number, partition: number): void {
    switch (event.type) {
      case 'repository_registered':
        return this.#repositoryProjection.registered(event, now);
      case 'repository_removed':
        return this.#repositoryProjection.removed(event.repository, now);
      case 'secret_set':
        return this.#repositoryProjection.secretSet(event, now);
      case 'secret_removed':
        return this.#repositoryProjection.secretRemoved(event);
      case 'delivery_received':
        return this.#repositoryProjection.received(event, now);
      case 'dispatch_requested':
        return this.#repositoryProjection.dispatched(event, now);
      case 'delivery_handled':
        return this.#repositoryProjection.handled(event, now);
      case 'delivery_failed':
        this.#repositoryProjection.failed(event, now);
        return this.#runProjection.failed(event, now);
      case 'run_requested': {
        const { repository, workflow } = event;
        this.#repositoryProjection.workflow(repository, workflow.path, workflow.name, now);
        this.#repositoryProjection.defaultBranch(repository, event.defaultBranch);
        return this.#runProjection.requested(event, this.runs.payload(repository, event.delivery), now);
      }
      case 'workflow_rejected':
        this.#repositoryProjection.workflow(event.repository, event.workflow.path, event.workflow.name, now);
        return this.#runProjection.rejected(event, now);
      case 'rerun_requested':
        return this.#runProjection.rerun(event, now);
      case 'run_completed':
        return this.#runProjection.completed(event, now);
      case 'job_waiting':
        return this.#jobProjection.waiting(event, now);
      case 'job_offered':
        return this.#jobProjection.offered(event, now);
      case 'job_granted':
        return this.#jobProjection.granted(event);
      case 'job_skipped':
        return this.#jobProjection.skipped(event, now);
      case 'job_cancelled':
        return this.#jobProjection.cancelled(event, now);
      case 'job_started':
        this.#jobProjection.started(event, now);
        return this.#runProjection.started(event, now);
      case 'step_started':
        return this.#jobProjection.stepStarted(event, now);
      case 'step_completed':
        return this.#jobProjection.stepCompleted(event, now);
      case 'job_completed':
        return this.#jobProjection.completed(event, now);
      case 'job_returned':
        return this.#jobProjection.returned(event, now);
      case 'worker_lost':
        this.#jobProjection.workerLost(event.worker, partition, event.reason, now);
        return undefined;
      case 'partition_owned':
      case 'cancel_requested':
      case 'job_claimed':
        return undefined;
    }
  }
}
