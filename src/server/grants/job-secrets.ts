import type { JobId, RepositoryName, RunId, Sealed, WorkerId } from '../../events/index.ts';
import type { RemoteAccess } from '../../git/index.ts';
import { type PartitionState, type RepositoryState, repositoryOf } from '../../orchestrator/index.ts';
import type { Keys, RunIndex } from '../../store/index.ts';
import { HttpProblem } from '../http/problem.ts';
import { whenFolded } from '../when-folded.ts';
import { judgeGrant, type ShownGrant } from './grant.ts';

/** What secrets of jobs are read from. */
export interface SecretPlaces {
  readonly partitionOf: (repository: RepositoryName) => number;
  /** Of the fold. */
  readonly states: ReadonlyMap<number, PartitionState>;
  /** Of the fold: resolves once the states are those of the log. */
  readonly caughtUp: Promise<void>;
  /** Is fed by that fold. */
  readonly index: Pick<RunIndex, 'onProjected'>;
  readonly keys: Pick<Keys, 'unseal'>;
}

/** What a job may know beyond its spec, in the clear. */
export interface OpenedSecrets {
  readonly secrets: { readonly [name: string]: string };
  /** Null where the repository is not registered (any more). */
  readonly access: RemoteAccess | null;
}

/**
 * The secrets of a job for the worker that it was granted to. Waits for the fold, which has caught up before, to
 * show the grant: then it shows every secret that was set before it, too.
 * @param until how long to wait, as for `whenFolded`
 * @returns null where the fold did not show the grant in time
 * @throws HttpProblem 409 where the job is not the worker's, or is over
 * @throws UnsealError
 */
export async function secretsOfGrant(
  shown: ShownGrant,
  { partitionOf, states, index, keys }: Omit<SecretPlaces, 'caughtUp'>,
  until: Parameters<typeof whenFolded>[2],
): Promise<OpenedSecrets | null> {
  const look = (): { readonly state: PartitionState; readonly holds: boolean } | null => {
    const state = states.get(partitionOf(shown.repository));
    const standing = state === undefined ? 'unread' : judgeGrant(state, shown);
    return state === undefined || standing === 'unread' ? null : { state, holds: standing === 'holds' };
  };
  const found = await whenFolded(index, look, until);
  if (found?.holds === false) throw refused(shown);
  return found === null ? null : opened(repositoryOf(found.state, shown.repository), keys);
}

/** `SecretSource` of the worker, for one process: by a call. */
export interface LocalSecretSource {
  /** @throws HttpProblem, UnsealError, or the signal's reason */
  secretsOf(
    grant: {
      readonly spec: { readonly job: JobId; readonly run: RunId; readonly repository: RepositoryName };
      readonly worker: WorkerId;
    },
    signal: AbortSignal,
  ): Promise<OpenedSecrets>;
}

/** Gives jobs their secrets by a call. The worker may have read of its grant before this process's fold has. */
export function createSecretSource(places: SecretPlaces): LocalSecretSource {
  return {
    secretsOf: async ({ spec: { job, run, repository }, worker }, signal) => {
      await firstOf(places.caughtUp, signal);
      const until = { limitMs: null, signals: [signal] };
      const found = await secretsOfGrant({ job, run, repository, worker }, places, until);
      if (found !== null) return found;
      signal.throwIfAborted();
      throw new Error('A wait without a limit ended although nobody ended it.');
    },
  };
}

/** Resolves with `wanted`. @throws the signal's reason where that is aborted before */
function firstOf(wanted: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    wanted.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** What is sealed, opened; null stays null. @throws UnsealError */
export function openedOrNull(sealed: Sealed | null, keys: Pick<Keys, 'unseal'>): string | null {
  return sealed === null ? null : keys.unseal(sealed);
}

function opened(repository: RepositoryState | undefined, keys: Pick<Keys, 'unseal'>): OpenedSecrets {
  const sealed = [...(repository?.secrets ?? [])];
  const registration = repository?.registration ?? null;
  return {
    secrets: Object.fromEntries(sealed.map(([name, value]) => [name, keys.unseal(value)])),
    access:
      registration === null
        ? null
        : { url: registration.url, credentials: openedOrNull(registration.credentials, keys) },
  };
}

function refused({ job, worker }: ShownGrant): HttpProblem {
  return new HttpProblem(409, `The job ${job} is not granted to the worker ${worker}, or it is over.`);
}
