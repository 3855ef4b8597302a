import { readFileSync, renameSync, writeFileSync } from 'node:fs';

import { isJsonObject, isWorkerId, type WorkerId } from '../../events/index.ts';

/** A job that was running when the file was written. */
export interface JobRecord {
  readonly job: number;
  readonly cookie: string;
  /** The attempt's folder, absolute. */
  readonly root: string;
  /** `RUNNER_TEMP`, absolute. */
  readonly temporary: string;
}

/** What a worker leaves behind for its next start. */
export interface WorkerRecord {
  readonly worker: WorkerId;
  readonly jobs: readonly JobRecord[];
}

/**
 * Writes the record at `path` (null: nowhere). At once and not in the background: it must be there before the
 * first process of a job is. The old record stays until the new one is whole.
 */
export function writeWorkerRecord(path: string | null, record: WorkerRecord): void {
  if (path === null) return;
  writeFileSync(`${path}.new`, JSON.stringify(record), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** The record that the last start left; null where there is none or it cannot be read. */
export function readWorkerRecord(path: string | null): WorkerRecord | null {
  if (path === null) return null;
  try {
    return recordOf(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function recordOf(value: unknown): WorkerRecord | null {
  if (!isJsonObject(value)) return null;
  const { worker, jobs } = value;
  if (typeof worker !== 'string' || !isWorkerId(worker) || !Array.isArray(jobs)) return null;
  return { worker, jobs: jobs.flatMap(jobOf) };
}

function jobOf(value: unknown): JobRecord[] {
  if (!isJsonObject(value)) return [];
  const { job, cookie, root, temporary } = value;
  if (typeof job !== 'number' || typeof cookie !== 'string') return [];
  if (typeof root !== 'string' || typeof temporary !== 'string') return [];
  return [{ job, cookie, root, temporary }];
}
