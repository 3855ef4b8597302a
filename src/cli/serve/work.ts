import { hostname } from 'node:os';
import type { WorkerCommandFlags } from '../commands/worker.ts';
import type { ExitCode } from '../exit-code.ts';
import type { CommandContext } from '../terminal/output.ts';
import { kafkaSettings } from './kafka-settings.ts';
import { commonSettings, remoteSettings, workerSettings } from './process-settings.ts';
import { runProcess } from './run-process.ts';

/** `runbook worker`: runs until a signal. @throws CommandError for what does not fit together */
export async function work(flags: WorkerCommandFlags, context: CommandContext): Promise<ExitCode> {
  const { environment } = context;
  return runProcess(
    {
      ...commonSettings(flags, environment),
      roles: new Set(['worker']),
      kafka: kafkaSettings(flags, environment),
      url: null,
      server: null,
      remote: remoteSettings(flags, 'A worker'),
      worker: workerSettings(flags, flags.name ?? hostname()),
    },
    context,
  );
}
