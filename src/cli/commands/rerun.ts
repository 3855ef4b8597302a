import type { Command } from 'commander';
import { type ConnectionFlags, withConnection } from '../client/connection-flags.ts';
import { CommandError } from '../exit-code.ts';
import { flag } from '../flags/flag.ts';
import type { CommandContext } from '../terminal/output.ts';

const EXAMPLES = `
Examples:
  $ runbook rerun last                        all jobs, at the commit and with the workflow file of then
  $ runbook rerun last --failed               what did not succeed, and what depends on it
  $ runbook rerun last --job test             one job, and what depends on it`;

interface RerunFlags extends ConnectionFlags {
  readonly failed?: boolean;
  readonly job?: string;
}

/** `runbook rerun`: runs a finished run again. */
export function addRerun(program: Command, context: CommandContext): void {
  const { environment, stdout } = context;
  withConnection(program.command('rerun'), environment)
    .summary('run a finished run again')
    .description('Runs a finished run again, under the same number, as a new attempt.')
    .argument('<run>', 'its id, owner/name#number, or last')
    .addOption(flag('--failed', 'only the jobs that did not succeed, and what depends on them', environment))
    .addOption(flag('--job <job>', 'only this job (id, key or name), and what depends on it', environment))
    .addHelpText('after', EXAMPLES)
    .action(async (reference: string, flags: RerunFlags) => {
      if (flags.failed === true && flags.job !== undefined) {
        throw new CommandError('--failed and --job exclude each other.');
      }
      const { connect } = await import('../client/connection.ts');
      const { findRun } = await import('../client/run-reference.ts');
      const { rerunPath } = await import('../client/rerun.ts');
      const client = connect(flags, environment);
      const run = await findRun(client, reference);
      await client.send('POST', await rerunPath(client, run, flags));
      await stdout.write(`Running ${run.repository.full_name}#${run.run_number} again\n`);
    });
}
