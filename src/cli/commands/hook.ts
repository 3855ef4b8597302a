import type { Command } from 'commander';
import { type ConnectionFlags, withConnection } from '../client/connection-flags.ts';
import { flag } from '../flags/flag.ts';
import type { CommandContext } from '../terminal/output.ts';

const EXAMPLES = `
Example:
  $ runbook hook install /srv/git/project.git --name me/project

A repository that is not registered yet is registered with this path, for which the server needs
--allow-local-repositories. The hook's key is kept in a file that only its owner can read.
A hook that was there is kept and called as well.`;

interface InstallFlags extends ConnectionFlags {
  readonly name?: string;
}

/** `runbook hook install`: pushes to a bare repository on this machine start runs. */
export function addHook(program: Command, context: CommandContext): void {
  const { environment, stdout } = context;
  const hook = program
    .command('hook')
    .summary('let a bare repository send its pushes')
    .description('Lets a bare repository on this machine send its pushes to the server.')
    .addHelpText('after', EXAMPLES);

  withConnection(hook.command('install'), environment)
    .description('Writes the post-receive hook of a bare repository.')
    .argument('<path>', 'the bare repository')
    .addOption(
      flag(
        '--name <owner/name>',
        'how it is registered (default: the one registered with this path)',
        environment,
      ),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, flags: InstallFlags) => {
      const { connect } = await import('../client/connection.ts');
      const { installRepositoryHook } = await import('../client/install-hook.ts');
      const installed = await installRepositoryHook(connect(flags, environment), path, flags.name);
      await stdout.write(`Installed ${installed.hook} for ${installed.repository}\n`);
      if (installed.chained !== null) {
        await stdout.write(
          `The hook that was there is kept as ${installed.chained} and called afterwards.\n`,
        );
      }
    });
}
