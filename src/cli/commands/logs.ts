import type { Command } from 'commander';
import { type ConnectionFlags, withConnection } from '../client/connection-flags.ts';
import { flag } from '../flags/flag.ts';
import type { CommandContext } from '../terminal/output.ts';

const EXAMPLES = `
Examples:
  $ runbook logs last                         all jobs of the newest run
  $ runbook logs me/project#12 --job test --step 3
  $ runbook logs me/project#12 --job test.1   the first try of a job that was tried again
  $ runbook logs last --follow                lines as they are printed, until the run has concluded
  $ runbook logs last --json | jq -r .line

With --follow the exit code is 1 where the run does not succeed.`;

/** Flags of `runbook logs`. */
export interface LogsFlags extends ConnectionFlags {
  readonly job?: string;
  readonly step?: string;
  readonly follow?: boolean;
  readonly json?: boolean;
}

/** `runbook logs`: what the steps of a run printed. */
export function addLogs(program: Command, context: CommandContext): void {
  const { environment } = context;
  withConnection(program.command('logs'), environment)
    .summary('print the output of a run')
    .description('Prints what the steps of a run printed.')
    .argument('<run>', 'its id, owner/name#number, or last')
    .addOption(flag('--job <job>', 'only this job: its id, key or name, or with .N its try N', environment))
    .addOption(flag('--step <step>', 'only this step: its number or name', environment))
    .addOption(flag('--follow', 'until the run has concluded', environment))
    .addOption(flag('--json', 'one JSON object per line, with its time', environment))
    .addHelpText('after', EXAMPLES)
    .action(async (run: string, flags: LogsFlags) => {
      const { logs } = await import('../client/logs.ts');
      context.exitCode = await logs(run, flags, context);
    });
}
