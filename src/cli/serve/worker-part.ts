import { join } from 'node:path';
import type { Logger } from 'pino';
import { createMirrorCheckout, type Mirrors } from '../../git/index.ts';
import type { EventLog } from '../../log/index.ts';
import { type DataFolder, freeDiskBytes, LEAST_FREE_BYTES, LogFiles } from '../../store/index.ts';
import {
  createHostExecutor,
  type OutputShipping,
  type SecretSource,
  startShipping,
  startWorker,
  type Worker,
} from '../../worker/index.ts';
import type { WorkerSettings } from './settings.ts';
import type { Shutdown } from './shutdown.ts';
import type { OutputPath } from './output-path.ts';

/** What the worker role is made of. */
export interface WorkerPartOptions {
  readonly settings: WorkerSettings;
  readonly folder: DataFolder;
  readonly log: EventLog;
  readonly mirrors: Mirrors;
  /** By a call to a server in this process, or by HTTP. */
  readonly secrets: SecretSource;
  readonly outputPath: OutputPath;
  /** Of a server in this process; null: there is none. */
  readonly files: LogFiles | null;
  readonly logger: Logger;
}

/** How long output that is on the disk is still sent when the worker ends, in milliseconds; the next start goes on. */
const SEND_LIMIT_MS = 10_000;

/** Starts the worker role; resolves when it takes jobs. */
export async function startWorkerPart(options: WorkerPartOptions, shutdown: Shutdown): Promise<Worker> {
  const { settings, folder, log, mirrors, secrets, files, logger } = options;
  const shipping = options.outputPath === 'log' ? startShippingPart(options, shutdown) : null;
  const worker = await startWorker({
    log,
    logs: shipping?.logs ?? files ?? new LogFiles(folder.logs),
    onOutputWanted: (wanted) => shipping?.resend(wanted),
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

/** Output goes to a spool on the disk and from there to the log; what a killed worker had not sent is sent now. */
function startShippingPart({ folder, log, logger }: WorkerPartOptions, shutdown: Shutdown): OutputShipping {
  const freeDisk = (): number => freeDiskBytes(folder.path);
  const shipping = startShipping({ log, spool: join(folder.path, 'spool'), freeDisk, logger });
  shutdown.add(async () => {
    await shipping.drain(SEND_LIMIT_MS);
    await shipping.stop();
  });
  return shipping;
}

/** Whether too little of the disk is free to begin a job. */
export function isDiskFull({ path }: DataFolder): boolean {
  return freeDiskBytes(path) < LEAST_FREE_BYTES;
}
