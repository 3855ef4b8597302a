import type { Command } from 'commander';
import { type ConnectionFlags, withConnection } from '../client/connection-flags.ts';
import { flag } from '../flags/flag.ts';
import type { CommandContext } from '../terminal/output.ts';

const EXAMPLES = `
Examples:
  $ runbook show last
  $ runbook show me/project#12 --follow       draws the tree until the run has concluded
  $ runbook show 12288 --json

With --follow the exit code is 1 where the run does not succeed.`;

/** Flags of `runbook show`. */
export interface ShowFlags extends ConnectionFlags {
  readonly follow?: boolean;
  readonly json?: boolean;
}

/** `runbook show`: one run as a tree of jobs and steps. */
export function addShow(program: Command, context: CommandContext): void {
  const { environment } = context;
  withConnection(program.command('show'), environment)
    .summary('show a run, its jobs and steps')
    .description('Shows a run as a tree of jobs and steps with their times.')
    .argument('<run>', 'its id, owner/name#number, or last')
    .addOption(flag('--follow', 'until it has concluded', environment))
    .addOption(flag('--json', 'the run with its jobs as one JSON object', environment))
    .addHelpText('after', EXAMPLES)
    .action(async (run: string, flags: ShowFlags) => {
      const { show } = await import('../client/show.ts');
      context.exitCode = await show(run, flags, context);
    });
}
