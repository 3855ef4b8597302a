import { MAX_PARTITIONS, type RunbookEvent, type RunId } from '../../events/index.ts';
import { type Database, openDatabase } from '../sqlite/index.ts';
import { DeliveryQueries } from './delivery-queries.ts';
import { ExpiredRuns } from './expired-runs.ts';
import { FoldStates, type KeptFold } from './fold-states.ts';
import type { FoldedEvent } from './folded-event.ts';
import { JobQueries } from './job-queries.ts';
import { NewestRuns } from './newest-runs.ts';
import { OutputIndex } from './output-index.ts';
import { type IndexPosition, Positions } from './positions.ts';
import { Projection } from './projection.ts';
import { RepositoryQueries } from './repository-queries.ts';
import type { RunDocument } from './run-document.ts';
import { RunDocuments } from './run-documents.ts';
import { RunChoiceQueries } from './run-choices.ts';
import { RunFileMarks } from './run-file-marks.ts';
import { RunQueries } from './run-queries.ts';
import { MIGRATIONS, TABLES } from './schema.ts';
import { QueuedJobs } from './queued-jobs.ts';
import { WorkerJobs } from './worker-jobs.ts';

/** Gets the events of one batch once the index shows their effect. */
export type IndexListener = (events: readonly FoldedEvent[]) => void;

/** What is known of a partition up to an event without having its events. */
export interface KnownPartition {
  readonly partition: number;
  /** Events that say it: what the index shows of them is what it would show after all that happened. */
  readonly history: readonly { readonly event: RunbookEvent; readonly timestamp: number }[];
  /** The fold after the newest event of which it is known. */
  readonly fold: KeptFold;
}

/**
 * The run index: a projection of counted events into SQLite, for the API. Delete its file and it is rebuilt.
 * Position and effect are written in one transaction, so that a crash loses or doubles nothing.
 */
export class RunIndex {
  readonly runs: RunQueries;
  readonly choices: RunChoiceQueries;
  readonly jobs: JobQueries;
  readonly repositories: RepositoryQueries;
  readonly deliveries: DeliveryQueries;
  readonly newestRuns: NewestRuns;
  readonly workerJobs: WorkerJobs;
  readonly queuedJobs: QueuedJobs;
  readonly expired: ExpiredRuns;
  readonly output: OutputIndex;
  readonly documents: RunDocuments;
  readonly runFiles: RunFileMarks;
  readonly folds: FoldStates;
  readonly #database: Database;
  readonly #projection: Projection;
  readonly #positions: Positions;
  /** By partition: the newest offset up to which a run is known from its file. */
  readonly #coveredUntil = new Map<number, number>();
  readonly #listeners = new Set<IndexListener>();
  readonly #anewListeners = new Set<() => void>();

  /** @param path of the database file, or `:memory:` */
  constructor(path: string) {
    this.#database = openDatabase(path, MIGRATIONS, { synchronous: 'OFF' });
    this.jobs = new JobQueries(this.#database);
    this.runs = new RunQueries(this.#database, this.jobs);
    this.choices = new RunChoiceQueries(this.#database);
    this.repositories = new RepositoryQueries(this.#database);
    this.deliveries = new DeliveryQueries(this.#database);
    this.newestRuns = new NewestRuns(this.#database);
    this.workerJobs = new WorkerJobs(this.#database);
    this.queuedJobs = new QueuedJobs(this.#database);
    this.expired = new ExpiredRuns(this.#database);
    this.output = new OutputIndex(this.#database);
    this.documents = new RunDocuments(this.#database);
    this.runFiles = new RunFileMarks(this.#database);
    this.folds = new FoldStates(this.#database);
    this.#projection = new Projection(this.#database, this.runs, this.runFiles);
    this.#positions = new Positions(this.#database);
  }

  /** The newest offset projected, by partition. */
  get position(): ReadonlyMap<number, number> {
    return this.#positions.offsets;
  }

  /** The newest event projected, by partition. */
  get places(): ReadonlyMap<number, IndexPosition> {
    return this.#positions.places;
  }

  /** Adds events in the order of their partition; those it already has are passed over. */
  project(batch: readonly FoldedEvent[]): void {
    const fresh = batch.filter((folded) => folded.offset > (this.position.get(folded.partition) ?? -1));
    if (fresh.length === 0) return;
    const reached = new Map<number, IndexPosition>();
    this.#database.transaction(() => {
      for (const folded of fresh) {
        if (folded.counted) this.#projection.add(folded.event, folded, this.#known(folded));
        reached.set(folded.partition, folded);
      }
      for (const [partition, position] of reached) this.#positions.save(partition, position);
    });
    for (const [partition, { offset, timestamp }] of reached) {
      this.#positions.reached(partition, { offset, timestamp });
    }
    for (const listener of this.#listeners) listener(fresh);
  }

  /** Forgets everything: it was made from another log, or cannot go on where it is. */
  beginAnew(): void {
    this.#database.transaction(() => {
      for (const table of TABLES) this.#database.exec(`DELETE FROM ${table}`);
      this.folds.clear();
      this.#positions.clear();
    });
    this.#coveredUntil.clear();
    this.#tellAnew();
  }

  /** Adds finished runs from their files. Their events up to the one that a file covers change nothing any more. */
  addDocuments(documents: readonly RunDocument[]): void {
    this.#database.transaction(() => {
      for (const document of documents) {
        this.documents.add(document);
        this.runFiles.imported(document.run, document);
      }
    });
    this.#coveredUntil.clear();
  }

  /** Goes on behind what is known of a partition. It must not have anything of it but finished runs. */
  adopt({ partition, history, fold }: KnownPartition): void {
    const position = { offset: fold.offset, timestamp: fold.timestamp };
    this.#database.transaction(() => {
      const isKnown = this.#known({ partition, offset: fold.offset });
      for (const { event, timestamp } of history) {
        this.#projection.add(event, { partition, offset: fold.offset, timestamp }, isKnown);
      }
      this.#positions.save(partition, position);
      this.folds.keep(partition, fold);
    });
    this.#positions.reached(partition, position);
    this.#tellAnew();
  }

  /** Calls the listener after every batch; it must not throw. Returns what ends it. */
  onProjected(listener: IndexListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls the listener when the index has changed in a way that no event tells; it must not throw. Returns what ends it. */
  onAnew(listener: () => void): () => void {
    this.#anewListeners.add(listener);
    return () => this.#anewListeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
    this.#anewListeners.clear();
    this.#database.close();
  }

  /** Whether a run is known from its file as it was after the event at a place. */
  #known({
    partition,
    offset,
  }: {
    readonly partition: number;
    readonly offset: number;
  }): (run: RunId) => boolean {
    let newest = this.#coveredUntil.get(partition);
    if (newest === undefined) {
      newest = this.runFiles.newestIn(partition);
      this.#coveredUntil.set(partition, newest);
    }
    if (offset > newest) return knowsNone;
    return (run) => run % MAX_PARTITIONS === partition && offset <= this.runFiles.coveredUntil(run);
  }

  #tellAnew(): void {
    for (const listener of this.#anewListeners) listener();
  }
}

function knowsNone(): boolean {
  return false;
}
