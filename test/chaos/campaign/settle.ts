import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery } from '../checker/history.ts';
import { type ApiRun, readRuns } from '../checker/read-server.ts';

/** Milliseconds until everything must have come to rest: losses take 20 s, and each may follow another one. */
const LIMIT_MS = 240_000;
const PAUSE_MS = 300;

/** Runs that do not end, or deliveries that have none: what the campaign waited for in vain. */
export class HangingError extends Error {
  override readonly name = 'HangingError';
  /** The runs that are not complete. */
  readonly runs: readonly number[];

  constructor(message: string, runs: readonly number[]) {
    super(message);
    this.runs = runs;
  }
}

/**
 * Waits until every server shows all runs of the accepted deliveries, and all runs as completed.
 * @throws HangingError after four minutes
 */
export async function untilSettled(options: {
  readonly servers: readonly string[];
  readonly repositories: readonly string[];
  readonly deliveries: readonly Delivery[];
}): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  for (;;) {
    const problem = await findProblem(options);
    if (problem === null) return;
    if (performance.now() > end) throw problem;
    await wait(PAUSE_MS);
  }
}

async function findProblem(options: {
  readonly servers: readonly string[];
  readonly repositories: readonly string[];
  readonly deliveries: readonly Delivery[];
}): Promise<HangingError | null> {
  for (const server of options.servers) {
    for (const repository of options.repositories) {
      let runs: readonly ApiRun[];
      try {
        runs = await readRuns(server, repository);
      } catch (error) {
        return new HangingError(`${server} does not answer: ${String(error)}`, []);
      }
      const open = runs.filter(({ status }) => status !== 'completed').map(({ id }) => id);
      if (open.length > 0)
        return new HangingError(`${server}: the runs ${open.join(', ')} do not end.`, open);
      const known = new Set(runs.map(({ head_sha }) => head_sha));
      const waiting = options.deliveries.find(
        (delivery) => delivery.repository === repository && delivery.accepted && !known.has(delivery.sha),
      );
      if (waiting !== undefined)
        return new HangingError(`${server}: the delivery ${waiting.id} of ${repository} has no run.`, []);
    }
  }
  return null;
}
