import type { RepositoryName } from '../events/index.ts';
import { type PartitionState, repositoryOf } from '../orchestrator/index.ts';
import type { Keys } from '../store/index.ts';

/** What a job may know beyond its spec: `SecretSource` of the worker, for one process. */
export interface LocalSecretSource {
  /** The repository's secrets and the credentials of its URL (`user:password`), in the clear. */
  secretsOf(
    spec: { readonly repository: RepositoryName },
    signal: AbortSignal,
  ): Promise<{
    readonly secrets: { readonly [name: string]: string };
    readonly credentials: string | null;
  }>;
}

/** Gives jobs their secrets by a call: sealed in the fold's state, unsealed here. */
export function createSecretSource(options: {
  readonly partitionOf: (repository: RepositoryName) => number;
  readonly states: ReadonlyMap<number, PartitionState>;
  /** Resolves once the states are those of the log. */
  readonly caughtUp: Promise<void>;
  readonly keys: Pick<Keys, 'unseal'>;
}): LocalSecretSource {
  const { partitionOf, states, caughtUp, keys } = options;
  return {
    secretsOf: async ({ repository }) => {
      await caughtUp;
      const state = states.get(partitionOf(repository));
      const known = state === undefined ? undefined : repositoryOf(state, repository);
      const sealed = [...(known?.secrets ?? [])];
      const credentials = known?.registration?.credentials ?? null;
      return {
        secrets: Object.fromEntries(sealed.map(([name, value]) => [name, keys.unseal(value)])),
        credentials: credentials === null ? null : keys.unseal(credentials),
      };
    },
  };
}
