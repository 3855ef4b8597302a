import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

import { isJsonObject, isWorkerId, type WorkerId } from '../../events/index.ts';

/** A job that may have left processes and folders. */
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
  /** The jobs that had not ended. */
  readonly jobs: readonly JobRecord[];
}

/** Lines after which the file is written anew. */
const MOST_LINES = 10_000;

/**
 * The file in which a worker keeps its identity and what it runs, a JSON object a line: `{worker}` first, then
 * `{job, cookie, root, temporary}` where a job begins and `{ended}` where one ends. Lines are added at once and
 * not in the background: a job's must be there before its first process is.
 */
export class StateFile {
  readonly #path: string | null;
  #lines = 0;

  /** @param path null: nothing is kept */
  constructor(path: string | null) {
    this.#path = path;
  }

  /** What the last start left; null where there is nothing that can be read. */
  read(): WorkerRecord | null {
    if (this.#path === null) return null;
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch {
      return null;
    }
    return recordOf(text.split('\n'));
  }

  /** Begins the file anew. The old one stays until the new one is whole. */
  begin(worker: WorkerId, running: readonly JobRecord[]): void {
    if (this.#path === null) return;
    const lines = [{ worker }, ...running].map((line) => `${JSON.stringify(line)}\n`);
    writeFileSync(`${this.#path}.new`, lines.join(''), { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
    this.#lines = lines.length;
  }

  addJob(record: JobRecord): void {
    this.#add(record);
  }

  /** Gives whether the file has become long and should begin anew. */
  endJob(job: number): boolean {
    this.#add({ ended: job });
    return this.#lines > MOST_LINES;
  }

  #add(line: object): void {
    if (this.#path === null) return;
    appendFileSync(this.#path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    this.#lines += 1;
  }
}

/** A line that was cut off by a crash is none. */
function recordOf(lines: readonly string[]): WorkerRecord | null {
  let worker: WorkerId | null = null;
  const jobs = new Map<number, JobRecord>();
  for (const line of lines) {
    const value = parse(line);
    if (!isJsonObject(value)) continue;
    const { worker: id, job, cookie, root, temporary, ended } = value;
    if (typeof id === 'string' && isWorkerId(id)) worker = id;
    if (typeof ended === 'number') jobs.delete(ended);
    if (typeof job !== 'number' || typeof cookie !== 'string') continue;
    if (typeof root === 'string' && typeof temporary === 'string')
      jobs.set(job, { job, cookie, root, temporary });
  }
  return worker === null ? null : { worker, jobs: [...jobs.values()] };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
