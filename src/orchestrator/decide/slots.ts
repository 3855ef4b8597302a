import type { Leg } from '../../events/index.ts';
import type { JobState } from '../state/index.ts';

/** How many legs of a job may run at once: `max-parallel`. */
export class Slots {
  #used: number;

  constructor(job: JobState) {
    this.#used = 0;
    for (const { attempt } of job.legs.values()) {
      if (attempt.status !== 'concluded' && attempt.cause !== 'max-parallel') this.#used += 1;
    }
  }

  /** Whether one more leg may go on; if so it has the slot. */
  take(leg: Leg): boolean {
    if (leg.maxParallel !== null && this.#used >= leg.maxParallel) return false;
    this.#used += 1;
    return true;
  }
}
