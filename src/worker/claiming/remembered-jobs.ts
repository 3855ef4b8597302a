import type { JobId } from '../../events/index.ts';

/** Attempts that are remembered after their end. */
const MOST = 10_000;

/** The attempts this worker was granted before: the feed repeats grants until their effect is on the log. */
export class RememberedJobs {
  readonly #jobs = new Set<JobId>();

  add(job: JobId): void {
    this.#jobs.add(job);
    if (this.#jobs.size <= MOST) return;
    const [oldest] = this.#jobs;
    if (oldest !== undefined) this.#jobs.delete(oldest);
  }

  has(job: JobId): boolean {
    return this.#jobs.has(job);
  }
}
