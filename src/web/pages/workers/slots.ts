import type { WorkerShape } from '../../../server/shapes/index.ts';

/** How many jobs run at once, of how many that could. */
export interface Slots {
  readonly used: number;
  readonly capacity: number;
}

/** A worker's slots: what it was granted takes one, also before it says so. */
export function slotsOf({ capacity, jobs, running }: WorkerShape): Slots {
  return { used: new Set([...running, ...jobs.map(({ id }) => id)]).size, capacity };
}

/** All workers' slots. One that drains takes nothing more: its free ones do not count. */
export function totalSlots(workers: readonly WorkerShape[]): Slots {
  return workers
    .map((worker) => {
      const { used, capacity } = slotsOf(worker);
      return { used, capacity: worker.draining ? used : capacity };
    })
    .reduce((sum, { used, capacity }) => ({ used: sum.used + used, capacity: sum.capacity + capacity }), {
      used: 0,
      capacity: 0,
    });
}
