import type { Command } from 'commander';
import { type ConnectionFlags, withConnection } from '../client/connection-flags.ts';
import { flag } from '../flags/flag.ts';
import type { CommandContext } from '../terminal/output.ts';

const EXAMPLES = `
Examples:
  $ runbook repo add me/project https://github.com/me/project.git
  $ runbook repo add me/private https://user:token@git.example.com/me/private.git
  $ runbook repo add me/local /srv/git/local.git      the server needs --allow-local-repositories
  $ runbook repo list
  $ runbook repo remove me/project`;

interface AddFlags extends ConnectionFlags {
  readonly secret?: string;
  readonly json?: boolean;
}

interface ListFlags extends ConnectionFlags {
  readonly json?: boolean;
}

/** `runbook repo add|list|remove`: which repositories may be pushed. */
export function addRepo(program: Command, context: CommandContext): void {
  const { environment, stdout } = context;
  const repo = program
    .command('repo')
    .summary('register repositories')
    .description('Registers repositories: only what is registered is ever fetched.')
    .addHelpText('after', EXAMPLES);

  withConnection(repo.command('add'), environment)
    .description('Registers a repository, or replaces its URL, credentials and webhook secret.')
    .argument('<owner/name>', 'how it is called here')
    .argument('<url>', 'http(s), ssh, git@host:path; credentials in it are stored encrypted')
    .addOption(
      flag('--secret <secret>', 'webhook secret (default: one is made and printed once)', environment),
    )
    .addOption(flag('--json', 'print what was registered as JSON', environment))
    .action(async (name: string, url: string, flags: AddFlags) => {
      const { connect } = await import('../client/connection.ts');
      const { registerRepository } = await import('../client/repositories.ts');
      const registered = await registerRepository(connect(flags, environment), name, url, flags.secret);
      if (flags.json === true) {
        await stdout.write(`${JSON.stringify(registered)}\n`);
        return;
      }
      await stdout.write(`Registered ${registered.full_name}, fetched from ${registered.url}\n`);
      if (registered.secret !== null) {
        await stdout.write(`Webhook secret, shown only now: ${registered.secret}\n`);
      }
      await stdout.write(
        `Send pushes to ${registered.webhooks.github} (GitHub), or for a bare repository here: runbook hook install PATH --name ${registered.full_name}\n`,
      );
    });

  withConnection(repo.command('list'), environment)
    .description('Lists the registered repositories.')
    .addOption(flag('--json', 'one JSON object per repository', environment))
    .action(async (flags: ListFlags) => {
      const { connect } = await import('../client/connection.ts');
      const { listRepositories } = await import('../client/repositories.ts');
      const { formatTable } = await import('../terminal/table.ts');
      const repositories = await listRepositories(connect(flags, environment));
      if (flags.json === true) {
        await stdout.write(repositories.map((one) => `${JSON.stringify(one)}\n`).join(''));
      } else if (repositories.length === 0) {
        await stdout.write('No repositories yet; add one with runbook repo add.\n');
      } else {
        const rows = repositories.map((one) => [one.full_name, one.url]);
        await stdout.write(
          formatTable([{ title: 'REPOSITORY' }, { title: 'URL' }], rows, stdout.style.faint),
        );
      }
    });

  withConnection(repo.command('remove'), environment)
    .description('Forgets a repository: what runs is cancelled, its logs stay.')
    .argument('<owner/name>', 'as it was registered')
    .action(async (name: string, flags: ConnectionFlags) => {
      const { connect } = await import('../client/connection.ts');
      const { removeRepository } = await import('../client/repositories.ts');
      await removeRepository(connect(flags, environment), name);
      await stdout.write(`Removed ${name}\n`);
    });
}
