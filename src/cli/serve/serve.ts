import type { ServeFlags } from '../commands/serve.ts';
import type { ExitCode } from '../exit-code.ts';
import type { CommandContext } from '../terminal/output.ts';
import { runProcess } from './run-process.ts';
import { serveSettings } from './serve-settings.ts';

/** `runbook serve`: runs until a signal. @throws CommandError */
export function serve(flags: ServeFlags, context: CommandContext): Promise<ExitCode> {
  return runProcess(serveSettings(flags, context.environment), context);
}
