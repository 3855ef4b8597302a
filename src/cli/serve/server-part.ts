import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { RepositoryName } from '../../events/index.ts';
import { githubWebhook, gitWebhook } from '../../forges/index.ts';
import type { EventLog } from '../../log/index.ts';
import { type Fold, startIndexFold } from '../../orchestrator/index.ts';
import {
  type RunningServer,
  startOutputReceiver,
  startRetention,
  startRunFileWriter,
  startServer,
} from '../../server/index.ts';
import {
  type DataFolder,
  EndedSessions,
  freeDiskBytes,
  type Keys,
  LogFiles,
  openKeys,
  RECEIVED_LOGS,
  RunFiles,
  RunIndex,
} from '../../store/index.ts';
import { watchMasterKey } from './master-key.ts';
import type { OutputPath } from './output-path.ts';
import type { ServerSettings } from './settings.ts';
import type { Shutdown } from './shutdown.ts';

/** Where the build puts the pages: beside the program's own files. */
const PAGES_FOLDER = fileURLToPath(new URL('web', import.meta.url));

/** What the server role is made of. */
export interface ServerPartOptions {
  readonly settings: ServerSettings;
  readonly folder: DataFolder;
  readonly log: EventLog;
  readonly outputPath: OutputPath;
  readonly url: string | null;
  readonly version: string;
  readonly allowLocal: boolean;
  readonly logger: Logger;
  /** Why other parts of this process do not work now. */
  readonly otherObstacles: () => readonly string[];
  /** Lets go of a commit that was kept for old runs. */
  readonly releaseCommit: (repository: RepositoryName, sha: string, signal: AbortSignal) => Promise<void>;
  /** The fold ended: the process cannot go on without a restart. */
  readonly onFatal: (error: Error) => void;
}

/** The server role, running. */
export interface ServerPart {
  readonly server: RunningServer;
  readonly keys: Keys;
  readonly fold: Fold;
  readonly index: RunIndex;
  readonly files: LogFiles;
  readonly tokenPath: string;
  readonly workerTokenPath: string;
}

/**
 * Starts the server role: keys, index, log files, the fold that feeds them, and the HTTP server. It needs nobody who
 * decides: what it accepts is on the log.
 * @throws DatabaseTooNewError, KeyError, ServerOptionsError
 */
export async function startServerPart(options: ServerPartOptions, shutdown: Shutdown): Promise<ServerPart> {
  const { settings, folder, log, logger, onFatal } = options;
  const keys = openKeys(folder.keys, settings.keys);
  const index = new RunIndex(folder.indexDatabase);
  shutdown.add(() => index.close());
  const throughLog = options.outputPath === 'log';
  const files = new LogFiles(folder.logs, throughLog ? RECEIVED_LOGS : {});
  const runFiles = new RunFiles(folder.logs);
  const fold = startIndexFold({ log, index, runFiles, logger, onError: onFatal });
  const { caughtUp } = fold;
  const runFileWriter = startRunFileWriter({ index, files: runFiles, caughtUp, logger });
  // The fold ends before it, so that what is over by then has its file too.
  shutdown.add(() => runFileWriter.stop());
  shutdown.add(() => fold.stop());
  const receiver = throughLog
    ? startOutputReceiver({
        log,
        index,
        indexCaughtUp: caughtUp,
        logs: files,
        keepDays: settings.keepDays,
        logger,
      })
    : null;
  shutdown.add(() => receiver?.stop());
  const server = await startServer({
    log,
    index,
    logs: files,
    keys,
    endedSessions: new EndedSessions(join(folder.keys, 'ended-sessions')),
    fold,
    forges: [githubWebhook, gitWebhook],
    host: settings.host,
    port: settings.port,
    url: options.url,
    version: options.version,
    logger,
    freeDisk: () => freeDiskBytes(folder.path),
    otherObstacles: () => [
      ...options.otherObstacles(),
      ...(receiver === null || receiver.problem === null ? [] : [receiver.problem]),
    ],
    ...(receiver === null ? {} : { output: receiver }),
    allowLocal: options.allowLocal,
    pagesFolder: PAGES_FOLDER,
  });
  shutdown.add(() => server.close());
  watchMasterKey({ fold, keys, logger });
  if (settings.keepDays > 0) {
    const { releaseCommit } = options;
    const { keepDays } = settings;
    const retention = startRetention({
      index,
      logs: files,
      releaseCommit,
      keepDays,
      caughtUp,
      logger,
    });
    shutdown.add(() => retention.stop());
  }
  const tokenPath = join(folder.keys, 'token');
  return { server, keys, fold, index, files, tokenPath, workerTokenPath: join(folder.keys, 'worker-token') };
}
