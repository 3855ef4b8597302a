import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isJobId,
  isJsonObject,
  isRepositoryName,
  isRunId,
  isWorkerId,
  type Json,
  type JobId,
} from '../../events/index.ts';
import type { ShippedLog } from './shipment.ts';

/** Which job attempt, and where its logs lie. */
export type ShippedJob = Omit<ShippedLog, 'step' | 'file'>;

/** A step of it, and how much of its log was stored. */
export interface UnsentStep {
  readonly step: number;
  readonly file: string;
  /** Bytes. */
  readonly acknowledged: number;
}

/** A job attempt of which some output may not be stored yet. */
export interface UnsentJob {
  readonly job: ShippedJob;
  readonly steps: readonly UnsentStep[];
}

/**
 * What the next start of the worker has to send, a small file per job attempt. It is written before the output
 * itself and may be behind it: what is sent twice counts once.
 */
export class UnsentJobs {
  readonly #folder: string;

  /** @param folder where the files lie; made where it is missing */
  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** All there are; files that cannot be read are left out. */
  read(): UnsentJob[] {
    const names = readdirSync(this.#folder).filter((name) => name.endsWith('.json'));
    return names.flatMap((name) => unsentIn(readFileSync(join(this.#folder, name), 'utf8')) ?? []);
  }

  /** Adds a job, or replaces what was said of it. */
  write({ job, steps }: UnsentJob): void {
    const path = this.#path(job.job);
    writeFileSync(`${path}.new`, JSON.stringify({ v: 1, ...job, steps }), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  /** Everything of the job is stored. */
  remove(job: JobId): void {
    rmSync(this.#path(job), { force: true });
  }

  #path(job: JobId): string {
    return join(this.#folder, `${job}.json`);
  }
}

function unsentIn(text: string): UnsentJob | null {
  const value = parse(text);
  if (!isJsonObject(value) || value['v'] !== 1 || !Array.isArray(value['steps'])) return null;
  const { repository, run, runNumber, job, worker, folder, steps } = value;
  if (typeof repository !== 'string' || !isRepositoryName(repository)) return null;
  if (typeof worker !== 'string' || !isWorkerId(worker)) return null;
  if (!isRunId(run) || !isJobId(job) || typeof runNumber !== 'number' || typeof folder !== 'string')
    return null;
  return {
    job: { repository, run, runNumber, job, worker, folder },
    steps: steps.flatMap((step: Json) => stepIn(step) ?? []),
  };
}

function stepIn(value: Json): UnsentStep | null {
  if (!isJsonObject(value)) return null;
  const { step, file, acknowledged } = value;
  if (typeof step !== 'number' || typeof file !== 'string' || typeof acknowledged !== 'number') return null;
  return { step, file, acknowledged };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
