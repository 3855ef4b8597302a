import { join } from 'node:path';
import type { Logger } from 'pino';
import { githubWebhook, gitWebhook } from '../../forges/index.ts';
import { createMirrorCheckout, Mirrors } from '../../git/index.ts';
import { openEmbeddedLog } from '../../log/index.ts';
import {
  createMirrorIntake,
  type Orchestrator,
  startIndexFold,
  startOrchestrator,
} from '../../orchestrator/index.ts';
import { createSecretSource, startRetention, startRunFileWriter, startServer } from '../../server/index.ts';
import {
  freeDiskBytes,
  LEAST_FREE_BYTES,
  LogFiles,
  openDataFolder,
  openKeys,
  RunFiles,
  RunIndex,
} from '../../store/index.ts';
import { createHostExecutor, startWorker, type Worker } from '../../worker/index.ts';
import { createRemoteAccess } from './remote-access.ts';
import { Shutdown } from './shutdown.ts';

/** What `runbook serve` composes, with everything decided that flags leave open. */
export interface ComposeOptions {
  /** The data folder. */
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly url: string | null;
  readonly version: string;
  readonly allowLocal: boolean;
  /** Jobs at a time. */
  readonly capacity: number;
  /** All labels of the worker. */
  readonly labels: readonly string[];
  /** The worker's name, for people. */
  readonly workerName: string;
  readonly passEnv: readonly string[];
  /** Days that finished runs are kept; 0: for ever. */
  readonly keepDays: number;
  readonly masterKey: string | undefined;
  readonly logger: Logger;
  /** Something ended that cannot go on without a restart. */
  readonly onFatal: (error: Error) => void;
}

/** Everything of `runbook serve`, running. */
export interface Composition {
  /** Where the server is reached. */
  readonly url: string;
  readonly dataPath: string;
  readonly tokenPath: string;
  readonly worker: Worker;
  /** Stops all parts in order and lets the data folder go. */
  stop(): Promise<void>;
}

/**
 * Starts server, orchestrator and worker in one process on one data folder. The server comes first: what it
 * accepts is on the log, whether somebody decides on it yet or not.
 * @throws DataFolderInUseError, DatabaseTooNewError, KeyError, ServerOptionsError, or a listen error
 */
export async function compose(options: ComposeOptions): Promise<Composition> {
  const { logger, allowLocal, onFatal } = options;
  const shutdown = new Shutdown();
  try {
    const folder = openDataFolder(options.data);
    shutdown.add(() => folder.release());
    const keys = openKeys(
      folder.keys,
      options.masterKey === undefined ? {} : { RUNBOOK_MASTER_KEY: options.masterKey },
    );
    const log = openEmbeddedLog(folder.logDatabase);
    shutdown.add(() => log.close());
    const index = new RunIndex(folder.indexDatabase);
    shutdown.add(() => index.close());
    const logs = new LogFiles(folder.logs);
    const runFiles = new RunFiles(folder.logs);
    const fold = startIndexFold({ log, index, runFiles, logger, onError: onFatal });
    const { caughtUp } = fold;
    const runFileWriter = startRunFileWriter({ index, files: runFiles, caughtUp, logger });
    // The fold ends before it, so that what is over by then has its file too.
    shutdown.add(() => runFileWriter.stop());
    shutdown.add(() => fold.stop());

    let orchestrator: Orchestrator | null = null;
    const server = await startServer({
      log,
      index,
      logs,
      keys,
      fold,
      forges: [githubWebhook, gitWebhook],
      host: options.host,
      port: options.port,
      url: options.url,
      version: options.version,
      logger,
      freeDisk: () => freeDiskBytes(folder.path),
      otherObstacles: () =>
        orchestrator === null ? ['The orchestrator is starting.'] : problemOf(orchestrator),
      allowLocal,
    });
    shutdown.add(() => server.close());

    const mirrors = new Mirrors({ root: folder.mirrors, allowLocal });
    shutdown.add(() => mirrors.close());
    if (options.keepDays > 0) {
      const retention = startRetention({
        index,
        logs,
        releaseCommit: (repository, sha, signal) => mirrors.release(repository, sha, signal),
        keepDays: options.keepDays,
        caughtUp,
        logger,
      });
      shutdown.add(() => retention.stop());
    }
    const unseal = (sealed: string): string => keys.unseal(sealed);
    const intake = createMirrorIntake({ mirrors, unseal, serverUrl: options.url ?? server.url, logger });
    const started = startOrchestrator({ log, intake, logger });
    orchestrator = started;
    shutdown.add(() => started.stop());

    const access = createRemoteAccess({ log, states: fold.states, caughtUp, unseal });
    const worker = await startWorker({
      log,
      logs,
      checkouts: createMirrorCheckout({ mirrors, access }),
      secrets: createSecretSource({
        partitionOf: (name) => log.partitionOf(name),
        states: fold.states,
        caughtUp,
        keys,
      }),
      executor: createHostExecutor(),
      name: options.workerName,
      labels: options.labels,
      capacity: options.capacity,
      workspaces: folder.workspaces,
      home: folder.home,
      stateFile: join(folder.path, 'worker.json'),
      passEnv: options.passEnv,
      mayClaim: () => freeDiskBytes(folder.path) >= LEAST_FREE_BYTES,
      logger,
    });
    shutdown.add(() => worker.stop());
    return {
      url: server.url,
      dataPath: folder.path,
      tokenPath: join(folder.keys, 'token'),
      worker,
      stop: () => shutdown.run(),
    };
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

function problemOf({ problem }: Orchestrator): readonly string[] {
  return problem === null ? [] : [problem];
}
