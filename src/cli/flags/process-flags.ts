import type { Command } from 'commander';
import { flag } from './flag.ts';
import { wholeNumber } from './values.ts';

/** What every process that goes on has, as commander gives it. */
export interface ProcessFlags {
  readonly data?: string;
  readonly allowLocalRepositories?: boolean;
  /** The server, where this process is none. */
  readonly server?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly healthPort?: number;
  readonly healthHost: string;
}

/**
 * Adds the flags of every process that goes on.
 * @param explained what the token is, which is another one for each command
 */
export function withProcess(
  command: Command,
  environment: NodeJS.ProcessEnv,
  explained: { readonly server: string; readonly token: string },
): Command {
  return command
    .addOption(
      flag(
        '--data <folder>',
        'data folder (default: $XDG_DATA_HOME/runbook or ~/.local/share/runbook)',
        environment,
      ),
    )
    .addOption(
      flag('--allow-local-repositories', 'admit paths and file:// URLs as repositories', environment),
    )
    .addOption(flag('--server <url>', explained.server, environment))
    .addOption(flag('--token <token>', explained.token, environment))
    .addOption(
      flag('--token-file <file>', 'file that holds the token, which then shows nowhere', environment),
    )
    .addOption(
      flag(
        '--health-port <number>',
        'answer /healthz, /readyz and /metrics there; 0: a free port (default: do not)',
        environment,
      ).argParser(wholeNumber(0, 65_535)),
    )
    .addOption(
      flag('--health-host <address>', 'address for --health-port', environment).default('127.0.0.1'),
    );
}
