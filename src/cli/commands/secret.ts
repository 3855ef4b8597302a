import type { Command } from 'commander';
import { type ConnectionFlags, withConnection } from '../client/connection-flags.ts';
import { CommandError } from '../exit-code.ts';
import type { CommandContext } from '../terminal/output.ts';

const EXAMPLES = `
Examples:
  $ runbook secret set me/project NPM_TOKEN < token.txt
  $ pass show npm | runbook secret set me/project NPM_TOKEN
  $ runbook secret list me/project
  $ runbook secret remove me/project NPM_TOKEN`;

/** The most bytes that a secret may have, as on GitHub. */
const SECRET_LIMIT = 48 * 1024;

/** `runbook secret set|list|remove`: values for `secrets.*` of a repository's jobs. */
export function addSecret(program: Command, context: CommandContext): void {
  const { environment, stdout } = context;
  const secret = program
    .command('secret')
    .summary('set values for secrets.*')
    .description(
      "Sets values for secrets.* of a repository's jobs. They are stored encrypted and never shown.",
    )
    .addHelpText('after', EXAMPLES);

  withConnection(secret.command('set'), environment)
    .description('Sets a secret; the value comes from standard input, one line end at its end is dropped.')
    .argument('<owner/name>', 'the repository')
    .argument('<key>', 'the name after secrets.')
    .action(async (repository: string, key: string, flags: ConnectionFlags) => {
      const { connect } = await import('../client/connection.ts');
      const { setSecret } = await import('../client/repositories.ts');
      await setSecret(connect(flags, environment), repository, key, await readValue(process.stdin));
      await stdout.write(`Set ${key} of ${repository}\n`);
    });

  withConnection(secret.command('list'), environment)
    .description('Lists the names of the secrets.')
    .argument('<owner/name>', 'the repository')
    .action(async (repository: string, flags: ConnectionFlags) => {
      const { connect } = await import('../client/connection.ts');
      const { listSecrets } = await import('../client/repositories.ts');
      const names = await listSecrets(connect(flags, environment), repository);
      await stdout.write(names.map((name) => `${name}\n`).join(''));
    });

  withConnection(secret.command('remove'), environment)
    .description('Removes a secret.')
    .argument('<owner/name>', 'the repository')
    .argument('<key>', 'the name after secrets.')
    .action(async (repository: string, key: string, flags: ConnectionFlags) => {
      const { connect } = await import('../client/connection.ts');
      const { removeSecret } = await import('../client/repositories.ts');
      await removeSecret(connect(flags, environment), repository, key);
      await stdout.write(`Removed ${key} of ${repository}\n`);
    });
}

async function readValue(input: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of input) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > SECRET_LIMIT) throw new CommandError('A secret may have at most 48 KiB.');
  }
  const value = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
  if (value === '') throw new CommandError('Standard input has no value for the secret.');
  return value;
}
