import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery } from '../checker/history.ts';
import { type ApiRun, readRuns } from '../checker/read-server.ts';

/** Milliseconds until everything must have come to rest: losses take 20 s, and each may follow another one. */
const LIMIT_MS = 240_000;
const PAUSE_MS = 300;
const ANSWER_MS = 5_000;

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

/** Whom to ask, and what must be there. */
export interface Expected {
  /** Addresses. */
  readonly servers: readonly string[];
  readonly repositories: readonly string[];
  readonly deliveries: readonly Delivery[];
}

/**
 * Waits until every server is ready and shows all runs of the accepted deliveries, and all runs as completed.
 * @throws HangingError after four minutes
 */
export async function untilSettled(expected: Expected): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  for (;;) {
    const problem = await findProblem(expected);
    if (problem === null) return;
    if (performance.now() > end) throw problem;
    await wait(PAUSE_MS);
  }
}

async function findProblem({ servers, repositories, deliveries }: Expected): Promise<HangingError | null> {
  for (const server of servers) {
    try {
      const ready = await fetch(`${server}/readyz`, { signal: AbortSignal.timeout(ANSWER_MS) });
      if (!ready.ok) return new HangingError(`${server} is not ready: ${await ready.text()}`, []);
      for (const repository of repositories) {
        const wanted = deliveries.filter(
          (delivery) => delivery.repository === repository && delivery.accepted,
        );
        const problem = problemOf(server, wanted, await readRuns(server, repository));
        if (problem !== null) return problem;
      }
    } catch (error) {
      return new HangingError(`${server} does not answer: ${String(error)}`, []);
    }
  }
  return null;
}

/** What is still to come of one repository. */
function problemOf(
  server: string,
  wanted: readonly Delivery[],
  runs: readonly ApiRun[],
): HangingError | null {
  const open = runs.filter(({ status }) => status !== 'completed').map(({ id }) => id);
  if (open.length > 0) return new HangingError(`${server}: the runs ${open.join(', ')} do not end.`, open);
  const known = new Set(runs.map(({ head_sha }) => head_sha));
  const waiting = wanted.find(({ sha }) => !known.has(sha));
  if (waiting === undefined) return null;
  return new HangingError(`${server}: the delivery ${waiting.id} of ${waiting.repository} has no run.`, []);
}
