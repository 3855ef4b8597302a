import type { Services } from '../services.ts';

/** The labels of each worker that takes jobs. */
export function offeredLabels({ workers, now }: Services): readonly (readonly string[])[] {
  return (
    workers
      .present(now())
      // One that drains takes nothing any more.
      .filter(({ heartbeat }) => !heartbeat.draining)
      .map(({ heartbeat }) => heartbeat.labels)
  );
}
