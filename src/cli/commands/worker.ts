import type { Command } from 'commander';
import { CommandError } from '../exit-code.ts';
import type { CommandContext } from '../terminal/output.ts';

/** `runbook worker`: a worker on a machine of its own. It needs the Kafka log, which is not there yet. */
export function addWorker(program: Command, _context: CommandContext): void {
  program
    .command('worker')
    .summary('start a worker on another machine (comes with Kafka support)')
    .description(
      'Starts a worker on another machine. It comes with Kafka support; until then `runbook serve` holds the worker.',
    )
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      throw new CommandError(
        'runbook worker comes with Kafka support; until then `runbook serve` executes the jobs itself.',
      );
    });
}
