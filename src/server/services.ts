import type { Logger } from 'pino';
import type { RepositoryName } from '../events/index.ts';
import { type RepositoryState, repositoryOf } from '../orchestrator/index.ts';
import { type RepositoryRecord, UnsealError } from '../store/index.ts';
import type { AccessOptions } from './access/index.ts';
import type { Commands } from './commands.ts';
import { notFound, unavailable } from './http/problem.ts';
import type { ServerOptions } from './options.ts';
import type { Metrics } from './operations/metrics.ts';
import type { OutputReceiver } from './output/index.ts';
import type { SignInLinks } from './session/index.ts';
import type { ChangeFeed } from './stream/change-feed.ts';
import type { WorkerRoster } from './worker-roster.ts';

/** What the routes work with. */
export interface Services
  extends Pick<
    ServerOptions,
    'log' | 'index' | 'logs' | 'keys' | 'forges' | 'version' | 'freeDisk' | 'allowLocal' | 'wrongTokenMs'
  > {
  readonly logger: Logger;
  readonly access: AccessOptions;
  /** Those that sign a browser in. */
  readonly links: SignInLinks;
  /** Writes `logs`; null: workers of this process do, and a step that is reported complete has its log. */
  readonly output: OutputReceiver | null;
  readonly commands: Commands;
  readonly workers: WorkerRoster;
  readonly changes: ChangeFeed;
  readonly metrics: Metrics;
  readonly states: ServerOptions['fold']['states'];
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Why other parts of this process do not work now. */
  readonly otherObstacles: () => readonly string[];
  /** Whether the fold has read what was in the log at the start. */
  readonly isCaughtUp: () => boolean;
  /** Milliseconds that the fold may take until it shows what is on the log. */
  readonly effectLimitMs: number;
  /** Aborted when the server closes. */
  readonly closing: AbortSignal;
}

/** A repository that is, or once was, registered. @throws HttpProblem 404 */
export function knownRepository(services: Services, name: RepositoryName): RepositoryRecord {
  const repository = services.index.repositories.get(name);
  if (repository === null) throw notFound();
  return repository;
}

/** The fold's state of a repository that is registered now; null for any other. @throws HttpProblem 503 before the fold has caught up */
export function registeredState(services: Services, name: RepositoryName): RepositoryState | null {
  if (!services.isCaughtUp()) throw unavailable('The server is still reading its log.');
  const state = services.states.get(services.log.partitionOf(name));
  const repository = state === undefined ? undefined : repositoryOf(state, name);
  return repository === undefined || repository.registration === null ? null : repository;
}

/** As `registeredState`. @throws HttpProblem 404, 503 */
export function requireRegistered(services: Services, name: RepositoryName): RepositoryState {
  const repository = registeredState(services, name);
  if (repository === null) throw notFound();
  return repository;
}

/**
 * The webhook secret of a registered repository.
 * @throws HttpProblem 404, or 503 where it was sealed under another master key
 */
export function webhookSecret(services: Services, { name, registration }: RepositoryState): string {
  if (registration === null) throw notFound();
  try {
    return services.keys.unseal(registration.secret);
  } catch (error) {
    if (!(error instanceof UnsealError)) throw error;
    throw unavailable(
      `The webhook secret of ${name} cannot be opened with this server's master key: register the repository again.`,
      error,
    );
  }
}
