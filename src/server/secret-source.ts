import type { RepositoryName, Sealed } from '../events/index.ts';
import type { RemoteAccess } from '../git/index.ts';
import { type PartitionState, type RepositoryState, repositoryOf } from '../orchestrator/index.ts';
import type { Keys } from '../store/index.ts';

/** What a job may know beyond its spec: `JobSecrets` of the worker. */
interface OpenedSecrets {
  readonly secrets: { readonly [name: string]: string };
  readonly access: RemoteAccess | null;
}

/** `SecretSource` of the worker, for one process. */
export interface LocalSecretSource {
  /** The repository's secrets, its URL and the credentials of that (`user:password`), in the clear. @throws UnsealError */
  secretsOf(grant: { readonly spec: { readonly repository: RepositoryName } }): Promise<OpenedSecrets>;
}

/** Gives jobs their secrets by a call: sealed in the fold's state, unsealed here. */
export function createSecretSource(options: {
  readonly partitionOf: (repository: RepositoryName) => number;
  readonly states: ReadonlyMap<number, PartitionState>;
  readonly keys: Pick<Keys, 'unseal'>;
}): LocalSecretSource {
  const { partitionOf, states, keys } = options;
  return {
    secretsOf: async ({ spec: { repository } }) => {
      const state = states.get(partitionOf(repository));
      const known = state === undefined ? undefined : repositoryOf(state, repository);
      const { secrets, url, credentials } = repositorySecrets(known, keys);
      return { secrets, access: url === null ? null : { url, credentials } };
    },
  };
}

/** What is sealed of a repository, opened; `url` is null where it is not registered. @throws UnsealError */
export function repositorySecrets(
  repository: RepositoryState | undefined,
  keys: Pick<Keys, 'unseal'>,
): {
  readonly secrets: { readonly [name: string]: string };
  readonly url: string | null;
  readonly credentials: string | null;
} {
  const sealed = [...(repository?.secrets ?? [])];
  const registration = repository?.registration ?? null;
  return {
    secrets: Object.fromEntries(sealed.map(([name, value]) => [name, keys.unseal(value)])),
    url: registration?.url ?? null,
    credentials: openedOrNull(registration?.credentials ?? null, keys),
  };
}

/** What is sealed, opened; null stays null. @throws UnsealError */
export function openedOrNull(sealed: Sealed | null, keys: Pick<Keys, 'unseal'>): string | null {
  return sealed === null ? null : keys.unseal(sealed);
}
