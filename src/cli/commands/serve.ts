import type { Command } from 'commander';
import { flag } from '../flags/flag.ts';
import { duration, list, wholeNumber } from '../flags/values.ts';
import type { CommandContext } from '../terminal/output.ts';

const EXAMPLES = `
Examples:
  $ runbook serve                             http://127.0.0.1:4000, everything in one process
  $ runbook serve --host 0.0.0.0 --url https://ci.example.com
  $ runbook serve --allow-local-repositories  then: runbook repo add me/project /srv/git/project.git

SIGTERM or Ctrl-C finishes the jobs that run, within --drain; a second one cancels them.`;

/** Flags of `runbook serve`, as commander gives them. */
export interface ServeFlags {
  readonly host: string;
  readonly port: number;
  readonly data?: string;
  readonly log: 'embedded' | 'kafka';
  readonly brokers?: readonly string[];
  readonly roles: readonly string[];
  readonly capacity?: number;
  readonly labels: readonly string[];
  readonly url?: string;
  readonly allowLocalRepositories?: boolean;
  readonly passEnv: readonly string[];
  readonly keepDays: number;
  readonly drain: number;
}

/** `runbook serve`: server, orchestrator and worker in one process. */
export function addServe(program: Command, context: CommandContext): void {
  const { environment } = context;
  program
    .command('serve')
    .summary('start the server, with orchestrator and worker')
    .description('Starts server, orchestrator and worker in one process on one data folder.')
    .addOption(flag('--host <address>', 'address to listen on', environment).default('127.0.0.1'))
    .addOption(
      flag('--port <number>', 'port to listen on; 0: a free one', environment)
        .argParser(wholeNumber(0, 65_535))
        .default(4000),
    )
    .addOption(
      flag(
        '--data <folder>',
        'data folder (default: $XDG_DATA_HOME/runbook or ~/.local/share/runbook)',
        environment,
      ),
    )
    .addOption(
      flag('--log <kind>', 'event log', environment).choices(['embedded', 'kafka']).default('embedded'),
    )
    .addOption(flag('--brokers <a:9092,b:9092>', 'Kafka brokers', environment).argParser(list))
    .addOption(
      flag('--roles <list>', 'what this process does', environment)
        .argParser(list)
        .default(['server', 'orchestrator', 'worker'], 'server,orchestrator,worker'),
    )
    .addOption(
      flag('--capacity <n>', 'jobs at a time (default: number of CPUs)', environment).argParser(
        wholeNumber(1, 1000),
      ),
    )
    .addOption(
      flag('--labels <a,b>', 'further runs-on labels of this worker', environment)
        .argParser(list)
        .default([], 'none'),
    )
    .addOption(flag('--url <url>', 'public address, used for links and hooks', environment))
    .addOption(
      flag('--allow-local-repositories', 'admit paths and file:// URLs as repositories', environment),
    )
    .addOption(
      flag('--pass-env <a,b>', 'environment variables of the server that steps may see', environment)
        .argParser(list)
        .default([], 'none'),
    )
    .addOption(
      flag('--keep-days <n>', 'days that finished runs and their logs are kept; 0: for ever', environment)
        .argParser(wholeNumber(0, 36_500))
        .default(90),
    )
    .addOption(
      flag('--drain <time>', 'how long jobs may go on after SIGTERM', environment)
        .argParser(duration)
        .default(1_800_000, '30m'),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ServeFlags) => {
      const { serve } = await import('../serve/serve.ts');
      context.exitCode = await serve(flags, context);
    });
}
