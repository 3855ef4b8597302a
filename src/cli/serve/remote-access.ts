import type { RepositoryName, Sealed } from '../../events/index.ts';
import { GitError, type RemoteAccess } from '../../git/index.ts';
import type { EventLog } from '../../log/index.ts';
import { type PartitionState, repositoryOf } from '../../orchestrator/index.ts';

/** Gives URL and credentials of a registered repository, as the fold has them. */
export function createRemoteAccess(options: {
  readonly log: EventLog;
  readonly states: ReadonlyMap<number, PartitionState>;
  /** Resolves once the states are those of the log. */
  readonly caughtUp: Promise<void>;
  readonly unseal: (sealed: Sealed) => string;
}): (repository: RepositoryName) => Promise<RemoteAccess> {
  return async (repository) => {
    await options.caughtUp;
    const state = options.states.get(options.log.partitionOf(repository));
    const registration = state && repositoryOf(state, repository)?.registration;
    if (!registration) throw new GitError(`${repository} is not registered any more.`, { retryable: false });
    const { url, credentials } = registration;
    return { url, credentials: credentials === null ? null : options.unseal(credentials) };
  };
}
