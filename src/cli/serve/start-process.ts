import type { Logger } from 'pino';
import type { EventLog } from '../../log/index.ts';
import { freeDiskBytes, openDataFolder } from '../../store/index.ts';
import { CommandError } from '../exit-code.ts';
import { type HealthServer, processMetrics, startHealthServer } from '../health/index.ts';
import { checkToken, checkTokenLater, RemoteServer } from '../remote/index.ts';
import { type Composition, compose } from './compose.ts';
import { openLog } from './open-log.ts';
import type { ProcessSettings } from './settings.ts';
import type { Shutdown } from './shutdown.ts';

/** Milliseconds that a server may take to say at the start whether the token is good. */
const TOKEN_CHECK_MS = 3_000;

/** A process with all its roles running. */
export interface StartedProcess {
  readonly composition: Composition;
  readonly dataPath: string;
  /** How many partitions the log has. */
  readonly partitions: number;
  /** Null where it answers no probes. */
  readonly health: HealthServer | null;
  /** What is not as it should be and no reason not to start, each a sentence. */
  readonly warnings: readonly string[];
}

/** What a start is told besides its settings. */
export interface StartSurroundings {
  readonly version: string;
  readonly logger: Logger;
  /** Something ended that cannot go on without a restart. */
  readonly onFatal: (error: Error) => void;
}

/**
 * Takes the data folder, opens the log, and starts the roles; `shutdown` undoes what was started, whenever it is
 * run. Probes are answered from the beginning.
 * @throws CommandError, DataFolderInUseError, LogUnavailableError, KafkaTopicError, and what `compose` throws
 */
export async function startProcess(
  settings: ProcessSettings,
  { version, logger, onFatal }: StartSurroundings,
  shutdown: Shutdown,
): Promise<StartedProcess> {
  const folder = openDataFolder(settings.data);
  shutdown.add(() => folder.release());
  let log: EventLog | null = null;
  let composition: Composition | null = null;
  const health = await startHealth(
    settings,
    {
      obstacles: () => composition?.obstacles() ?? ['The process is starting.'],
      logReady: () => log?.ready().ready ?? false,
      freeDisk: () => freeDiskBytes(folder.path),
      orchestratorReady: () => composition?.orchestrator?.ready ?? false,
      running: () => composition?.worker?.running ?? 0,
    },
    shutdown,
  );
  const remote = settings.remote === null ? null : new RemoteServer({ ...settings.remote, logger });
  const need = settings.roles.has('orchestrator') ? 'all' : 'worker';
  const unknown = remote === null ? null : await checkToken(remote, need, TOKEN_CHECK_MS);
  if (remote !== null && unknown !== null) {
    const ending = new AbortController();
    const looking = checkTokenLater(remote, need, logger, ending.signal);
    shutdown.add(async () => {
      ending.abort();
      await looking;
    });
  }
  log = await openLog(settings, folder, logger);
  shutdown.add(() => log?.close());
  if (shutdown.begun) throw new CommandError('The process was told to end before it had started.');
  composition = await compose(
    {
      folder,
      log,
      server: settings.server,
      orchestrator: settings.roles.has('orchestrator'),
      worker: settings.worker,
      remote,
      url: settings.url,
      version,
      allowLocal: settings.allowLocal,
      outputPath: settings.kafka === null ? 'direct' : 'log',
      logger,
      onFatal,
    },
    shutdown,
  );
  const { partitions } = log;
  const warnings = [...(unknown === null ? [] : [unknown]), ...warningsOf(settings)];
  return { composition, dataPath: folder.path, partitions, health, warnings };
}

async function startHealth(
  { health, roles, worker }: ProcessSettings,
  figures: {
    readonly obstacles: () => readonly string[];
    readonly logReady: () => boolean;
    readonly freeDisk: () => number;
    readonly orchestratorReady: () => boolean;
    readonly running: () => number;
  },
  shutdown: Shutdown,
): Promise<HealthServer | null> {
  if (health === null) return null;
  const { obstacles, logReady, freeDisk, orchestratorReady, running } = figures;
  const registry = processMetrics({
    logReady,
    freeDisk,
    orchestratorReady: roles.has('orchestrator') ? orchestratorReady : null,
    worker: worker === null ? null : { capacity: worker.capacity, running },
  });
  const server = await startHealthServer({ ...health, obstacles, registry });
  shutdown.add(() => server.close());
  return server;
}

/** What people should know of how the process reaches others. */
function warningsOf({ remote, kafka }: ProcessSettings): readonly string[] {
  const { hostname: host = '', protocol = '' } = remote === null ? {} : new URL(remote.server);
  const isLocal = host === 'localhost' || host === '[::1]' || host.startsWith('127.');
  return [
    ...(protocol === 'http:' && !isLocal
      ? ['secrets come from the server unencrypted; use https where others can listen.']
      : []),
    ...(kafka !== null && kafka.sasl?.mechanism === 'plain' && kafka.tls === null
      ? ['the password for Kafka goes to the brokers in the clear; use --kafka-tls.']
      : []),
  ];
}
