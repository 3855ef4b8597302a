import { LEAST_FREE_BYTES } from '../../store/index.ts';
import { unavailable } from '../http/problem.ts';
import type { Services } from '../services.ts';

/** Why nothing new can be accepted now; empty where it can. */
export function obstacles(services: Services): readonly string[] {
  const log = services.log.ready();
  const found: string[] = [];
  if (!services.isCaughtUp()) found.push('The server is still reading its log.');
  if (!log.ready) found.push(log.reason ?? 'The event log does not take events.');
  if (services.freeDisk() < LEAST_FREE_BYTES) found.push('Less than 1 GiB of disk is free.');
  return found;
}

/** Why this process does not do all of its work now: what is accepted may have to wait. Empty where it does. */
export function unreadiness(services: Services): readonly string[] {
  return [...obstacles(services), ...services.otherObstacles()];
}

/** @throws HttpProblem 503 where new work cannot be taken now */
export function requireReady(services: Services): void {
  const [first] = obstacles(services);
  if (first !== undefined) throw unavailable(first);
}
