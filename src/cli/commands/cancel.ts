import type { Command } from 'commander';
import { type ConnectionFlags, withConnection } from '../client/connection-flags.ts';
import type { CommandContext } from '../terminal/output.ts';

/** `runbook cancel`: stops a run. */
export function addCancel(program: Command, context: CommandContext): void {
  const { environment, stdout } = context;
  withConnection(program.command('cancel'), environment)
    .summary('cancel a run')
    .description(
      'Cancels a run: what waits ends at once, what runs is interrupted, then terminated, then killed.',
    )
    .argument('<run>', 'its id, owner/name#number, or last')
    .action(async (reference: string, flags: ConnectionFlags) => {
      const { connect } = await import('../client/connection.ts');
      const { findRun, runPath } = await import('../client/run-reference.ts');
      const client = connect(flags, environment);
      const run = await findRun(client, reference);
      await client.send('POST', `${runPath(run)}/cancel`);
      await stdout.write(`Cancelling ${run.repository.full_name}#${run.run_number}\n`);
    });
}
