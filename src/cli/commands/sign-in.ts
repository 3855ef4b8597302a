import type { Command } from 'commander';
import { type ConnectionFlags, withConnection } from '../client/connection-flags.ts';
import type { CommandContext } from '../terminal/output.ts';

const EXAMPLES = `
Examples:
  $ runbook sign-in                           for a browser on this machine
  $ runbook sign-in --server https://ci.example.com --token "$TOKEN"`;

/** `runbook sign-in`: prints a link that signs a browser in. */
export function addSignIn(program: Command, context: CommandContext): void {
  const { environment, stdout } = context;
  withConnection(program.command('sign-in'), environment)
    .summary('print a link that signs a browser in')
    .description(
      'Prints a link that signs in the browser that opens it first, within a day; it stays signed in for 30 days.',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ConnectionFlags) => {
      const { isSignInLink } = await import('../client/answers.ts');
      const { connect } = await import('../client/connection.ts');
      const client = connect(flags, environment);
      const { url } = await client.change('POST', '/api/sign-in-links', undefined, isSignInLink);
      await stdout.write(`${url}\n`);
    });
}
