import { userInfo } from 'node:os';
import { pino } from 'pino';
import manifest from '../../../package.json' with { type: 'json' };
import { makeFilesPrivate } from '../../store/index.ts';
import { warmUpValidation } from '../../workflow/index.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { CommandContext } from '../terminal/output.ts';
import { drain } from './drain.ts';
import { type End, waitForEnd } from './ending.ts';
import type { ProcessSettings } from './settings.ts';
import { Shutdown } from './shutdown.ts';
import { printStartBlock } from './start-block.ts';
import { type StartedProcess, startProcess } from './start-process.ts';

/**
 * Starts a process and runs it until a signal, or until something of it fails for good. A signal that comes before
 * all is up ends the start.
 * @throws what keeps it from starting
 */
export async function runProcess(settings: ProcessSettings, context: CommandContext): Promise<ExitCode> {
  makeFilesPrivate();
  const { environment, stdout, stderr } = context;
  const logger = pino({ level: environment['RUNBOOK_LOG_LEVEL'] ?? 'warn' }, pino.destination(2));
  const failure = new AbortController();
  const ending = waitForEnd(failure.signal);
  const shutdown = new Shutdown();
  const onFatal = (error: Error): void => failure.abort(error);
  const starting = startProcess(settings, { version: manifest.version, logger, onFatal }, shutdown);
  try {
    const started = await Promise.race([starting, ending.first.then(() => null)]);
    if (started !== null) {
      await printStartBlock(factsOf(settings, started), stdout);
      // Ready and said so: the first push need not pay for compiling the schema.
      if (settings.roles.has('orchestrator')) warmUpValidation();
      const { worker } = started.composition;
      if ((await ending.first) !== 'failure' && worker !== null && settings.worker !== null) {
        await drain(worker, settings.worker.drainMs, ending.second, stderr);
      }
    }
  } finally {
    // A start that was left alone fails on what is stopped under it, and what it still starts is stopped.
    starting.catch(() => undefined);
    await shutdown.run();
  }
  return exitCodeOf(await ending.first, failure.signal, context);
}

async function exitCodeOf(end: End, failure: AbortSignal, { stderr }: CommandContext): Promise<ExitCode> {
  if (end !== 'failure') return end === 'SIGINT' ? EXIT.interrupted : EXIT.success;
  const reason: unknown = failure.reason;
  const message = reason instanceof Error ? reason.message : String(reason);
  await stderr.write(`${stderr.style.bad('runbook:')} ${message}\n`);
  return EXIT.usage;
}

function factsOf(settings: ProcessSettings, started: StartedProcess): Parameters<typeof printStartBlock>[0] {
  const { composition, dataPath, partitions, health, warnings } = started;
  const { kafka, worker, remote, roles } = settings;
  return {
    version: manifest.version,
    roles: [...roles],
    server: composition.server,
    remote: remote?.server ?? null,
    kafka: kafka === null ? null : { brokers: kafka.brokers, partitions },
    dataPath,
    health:
      health === null || settings.health === null ? null : { host: settings.health.host, port: health.port },
    worker,
    userName: userInfo().username,
    root: process.getuid?.() === 0,
    findsAllProcesses: process.platform === 'linux',
    warnings,
  };
}
