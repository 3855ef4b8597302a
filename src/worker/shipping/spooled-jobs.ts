import { utimesSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LogFiles, LogOrigin, StepLogRef } from '../../store/index.ts';
import { Shipment, type ShipmentHost } from './shipment.ts';
import { SpooledJob } from './spooled-job.ts';
import type { ShippedJob, UnsentJob, UnsentJobs, UnsentStep } from './unsent-jobs.ts';

/** A step's log and its way to the event log. */
export interface SpooledLog {
  readonly ref: StepLogRef;
  readonly job: SpooledJob;
  readonly shipment: Shipment;
}

/** The jobs that run or of which something is unsent. */
export class SpooledJobs {
  readonly #files: LogFiles;
  readonly #unsent: UnsentJobs;
  readonly #host: ShipmentHost;
  /** By the folder of their logs. */
  readonly #jobs = new Map<string, SpooledJob>();

  constructor(files: LogFiles, unsent: UnsentJobs, host: ShipmentHost) {
    this.#files = files;
    this.#unsent = unsent;
    this.#host = host;
  }

  /** Bytes that are not stored on the log. */
  get unsentBytes(): number {
    let bytes = 0;
    for (const { unsent } of this.#jobs.values()) bytes += unsent;
    return bytes;
  }

  /** Whether no log is open and all that was written is stored. */
  get stored(): boolean {
    return [...this.#jobs.values()].every(({ stored }) => stored);
  }

  has(folder: string): boolean {
    return this.#jobs.has(folder);
  }

  /** The job whose logs lie in `folder`. */
  get(folder: string): SpooledJob | undefined {
    return this.#jobs.get(folder);
  }

  /** A step begins to write a log. It counts as open until `job.closed`. @throws LogPathError */
  begin(ref: StepLogRef, { run, job: id, worker, step }: LogOrigin): SpooledLog {
    const { repository, runNumber, folder, file } = ref;
    const path = this.#files.path(ref);
    const shipped = { repository, runNumber, folder, run, job: id, worker };
    const known = this.#jobs.get(dirname(path));
    const job = known?.job.job === id ? known : new SpooledJob(shipped);
    const log = this.#add(job, ref, { step, file, acknowledged: 0 });
    this.#write(job);
    return log;
  }

  /** What an earlier start of the worker left; each log counts as open until `job.closed`. */
  takeUp(): SpooledLog[] {
    return this.#unsent.read().flatMap((left) => this.#takeUp(left));
  }

  /** Writes down what was acknowledged, and forgets jobs of which everything is. */
  note(): void {
    for (const [folder, job] of this.#jobs) {
      if (job.settled) {
        this.#jobs.delete(folder);
        this.#unsent.remove(job.job.job);
        this.#keepFromNow(folder);
      } else if (job.changed) {
        this.#write(job);
      }
    }
  }

  /** Resolves when nothing is being sent, or the worker ends. */
  async idle(): Promise<void> {
    const shipments = [...this.#jobs.values()].flatMap(({ shipments: own }) => own);
    await Promise.all(shipments.map((shipment) => shipment.idle()));
  }

  #takeUp({ job: shipped, steps }: UnsentJob): SpooledLog[] {
    const { repository, runNumber, folder }: ShippedJob = shipped;
    const job = new SpooledJob(shipped);
    try {
      return steps.map((step) => this.#add(job, { repository, runNumber, folder, file: step.file }, step));
    } catch (error) {
      this.#host.logger.warn({ err: error }, 'What is left of a job cannot be sent');
      return [];
    }
  }

  #add(job: SpooledJob, ref: StepLogRef, { step, file, acknowledged }: UnsentStep): SpooledLog {
    const path = this.#files.path(ref);
    const shipment = new Shipment({ ...job.job, step, file }, path, acknowledged, this.#host);
    this.#jobs.set(dirname(path), job);
    job.add(file, step, shipment);
    job.opened();
    return { ref, job, shipment };
  }

  /** The time of a folder says since when its output is stored: so long it is kept. */
  #keepFromNow(folder: string): void {
    const seconds = this.#host.now() / 1_000;
    try {
      utimesSync(folder, seconds, seconds);
    } catch {
      // There is no folder where nothing was printed.
    }
  }

  /** A job goes on without: only what it prints is not sent after a kill. */
  #write(job: SpooledJob): void {
    try {
      this.#unsent.write(job.note());
    } catch (error) {
      this.#host.logger.warn({ err: error }, 'The worker cannot note what output it has to send');
    }
  }
}
