import type { WorkerCommandFlags } from '../commands/worker.ts';
import type { ExitCode } from '../exit-code.ts';
import type { CommandContext } from '../terminal/output.ts';
import { runProcess } from './run-process.ts';
import { workSettings } from './work-settings.ts';

/** `runbook worker`: runs until a signal. @throws CommandError */
export function work(flags: WorkerCommandFlags, context: CommandContext): Promise<ExitCode> {
  return runProcess(workSettings(flags, context.environment), context);
}
