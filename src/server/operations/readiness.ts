import { unavailable } from '../http/problem.ts';
import type { Services } from '../services.ts';

/** Under this many free bytes nothing new is taken: 1 GiB. */
const LEAST_FREE_BYTES = 1024 ** 3;

/** Why new work cannot be taken now; empty where it can. */
export function obstacles(services: Services): readonly string[] {
  const log = services.log.ready();
  const found: string[] = [];
  if (!services.isCaughtUp()) found.push('The server is still reading its log.');
  if (!log.ready) found.push(log.reason ?? 'The event log does not take events.');
  if (services.freeDisk() < LEAST_FREE_BYTES) found.push('Less than 1 GiB of disk is free.');
  return found;
}

/** @throws HttpProblem 503 where new work cannot be taken now */
export function requireReady(services: Services): void {
  const [first] = obstacles(services);
  if (first !== undefined) throw unavailable(first);
}
