import { join } from 'node:path';
import type { Logger } from 'pino';
import { createMirrorCheckout, type Mirrors } from '../../git/index.ts';
import type { EventLog } from '../../log/index.ts';
import { type DataFolder, freeDiskBytes, LEAST_FREE_BYTES, type LogFiles } from '../../store/index.ts';
import { createHostExecutor, type SecretSource, startWorker, type Worker } from '../../worker/index.ts';
import type { WorkerSettings } from './settings.ts';
import type { Shutdown } from './shutdown.ts';
import type { CreateWorkerLogs } from './step-output.ts';

/** What the worker role is made of. */
export interface WorkerPartOptions {
  readonly settings: WorkerSettings;
  readonly folder: DataFolder;
  readonly log: EventLog;
  readonly mirrors: Mirrors;
  /** By a call to a server in this process, or by HTTP. */
  readonly secrets: SecretSource;
  readonly createWorkerLogs: CreateWorkerLogs;
  /** Of a server in this process; null: there is none. */
  readonly files: LogFiles | null;
  readonly logger: Logger;
}

/** Starts the worker role; resolves when it takes jobs. */
export async function startWorkerPart(options: WorkerPartOptions, shutdown: Shutdown): Promise<Worker> {
  const { settings, folder, log, mirrors, secrets, files, logger } = options;
  const logs = options.createWorkerLogs({ log, folder, files, logger });
  shutdown.add(() => logs.close());
  const worker = await startWorker({
    log,
    logs: logs.sink,
    checkouts: createMirrorCheckout({ mirrors }),
    secrets,
    executor: createHostExecutor(),
    name: settings.name,
    labels: settings.labels,
    capacity: settings.capacity,
    workspaces: folder.workspaces,
    home: folder.home,
    stateFile: join(folder.path, 'worker.json'),
    passEnv: settings.passEnv,
    mayClaim: () => !isDiskFull(folder),
    logger,
  });
  shutdown.add(() => worker.stop());
  return worker;
}

/** Whether too little of the disk is free to begin a job. */
export function isDiskFull({ path }: DataFolder): boolean {
  return freeDiskBytes(path) < LEAST_FREE_BYTES;
}
