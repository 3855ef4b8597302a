import type { Logger } from 'pino';
import { Mirrors } from '../../git/index.ts';
import type { EventLog } from '../../log/index.ts';
import type { Orchestrator } from '../../orchestrator/index.ts';
import { createSecretSource } from '../../server/index.ts';
import type { DataFolder } from '../../store/index.ts';
import type { SecretSource, Worker } from '../../worker/index.ts';
import { createHttpRepositoryAccess, createHttpSecretSource, type RemoteServer } from '../remote/index.ts';
import { accessByKeys, startOrchestratorPart } from './orchestrator-part.ts';
import { type ServerPart, startServerPart } from './server-part.ts';
import type { ServerSettings, WorkerSettings } from './settings.ts';
import type { Shutdown } from './shutdown.ts';
import type { OutputPath } from './output-path.ts';
import { isDiskFull, startWorkerPart } from './worker-part.ts';

/** What a process composes, on a data folder and a log that its caller has opened and closes. */
export interface ComposeOptions {
  readonly folder: DataFolder;
  readonly log: EventLog;
  /** Null without the server role. */
  readonly server: ServerSettings | null;
  /** Whether it decides. */
  readonly orchestrator: boolean;
  /** Null without the worker role. */
  readonly worker: WorkerSettings | null;
  /** The server on another machine, which other roles need where there is none in this process. */
  readonly remote: RemoteServer | null;
  readonly url: string | null;
  readonly version: string;
  readonly allowLocal: boolean;
  readonly outputPath: OutputPath;
  readonly logger: Logger;
  /** Something ended that cannot go on without a restart. */
  readonly onFatal: (error: Error) => void;
}

/** The roles of a process, running. */
export interface Composition {
  /** Null without the server role. */
  readonly server:
    | (Pick<ServerPart, 'tokenPath' | 'workerTokenPath'> & {
        readonly url: string;
        /** A link that signs a browser in, once within a day. */
        readonly signInUrl: string;
      })
    | null;
  readonly orchestrator: Orchestrator | null;
  readonly worker: Worker | null;
  /** Why the process does not do all of its work now, each a sentence; empty where it does. */
  obstacles(): readonly string[];
}

/** A role was composed that lacks what it needs: a mistake of the caller. */
class CompositionError extends Error {
  override readonly name = 'CompositionError';
}

/**
 * Starts the roles of one process in the order server, orchestrator, worker, so that `shutdown` stops the worker
 * first and whoever drains still has what it needs.
 * @throws DatabaseTooNewError, KeyError, ServerOptionsError
 */
export async function compose(options: ComposeOptions, shutdown: Shutdown): Promise<Composition> {
  const { folder, log, allowLocal, logger, remote } = options;
  const mirrors = new Mirrors({ root: folder.mirrors, allowLocal });
  shutdown.add(() => mirrors.close());
  let orchestrator: Orchestrator | null = null;
  const server =
    options.server === null
      ? null
      : await startServerPart(
          {
            ...options,
            settings: options.server,
            otherObstacles: () => orchestratorObstacles(options.orchestrator, orchestrator),
            releaseCommit: (repository, sha, signal) => mirrors.release(repository, sha, signal),
          },
          shutdown,
        );
  if (options.orchestrator) {
    const serverUrl = options.url ?? server?.server.url ?? remote?.server;
    const access = server === null ? createHttpRepositoryAccess(required(remote)) : accessByKeys(server.keys);
    const part = { log, mirrors, access, serverUrl: required(serverUrl), logger };
    orchestrator = startOrchestratorPart(part, shutdown);
  }
  const worker =
    options.worker === null
      ? null
      : await startWorkerPart(
          {
            ...options,
            settings: options.worker,
            mirrors,
            secrets: secretsFrom(server, log, remote),
            files: server?.files ?? null,
          },
          shutdown,
        );
  return {
    server:
      server === null
        ? null
        : {
            url: server.server.url,
            signInUrl: server.server.signInUrl(),
            tokenPath: server.tokenPath,
            workerTokenPath: server.workerTokenPath,
          },
    orchestrator,
    worker,
    obstacles: () => [
      ...logObstacles(log),
      ...orchestratorObstacles(options.orchestrator, orchestrator),
      ...(isDiskFull(folder) ? ['Less than 1 GiB of disk is free.'] : []),
      ...(remote === null || remote.problem === null ? [] : [remote.problem]),
    ],
  };
}

function secretsFrom(server: ServerPart | null, log: EventLog, remote: RemoteServer | null): SecretSource {
  if (server === null) return createHttpSecretSource(required(remote));
  const { fold, index, keys } = server;
  return createSecretSource({
    partitionOf: (repository) => log.partitionOf(repository),
    states: fold.states,
    caughtUp: fold.caughtUp,
    index,
    keys,
  });
}

function logObstacles(log: EventLog): readonly string[] {
  const { ready, reason } = log.ready();
  return ready ? [] : [reason ?? 'The event log does not take events.'];
}

function orchestratorObstacles(isWanted: boolean, orchestrator: Orchestrator | null): readonly string[] {
  if (!isWanted) return [];
  if (orchestrator === null) return ['The orchestrator is starting.'];
  return orchestrator.problem === null ? [] : [orchestrator.problem];
}

function required<Value>(value: Value | null | undefined): Value {
  if (value !== null && value !== undefined) return value;
  throw new CompositionError('A role without a server in its process was given none on another machine.');
}
