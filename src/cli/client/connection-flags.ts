import type { Command } from 'commander';
import { flag } from '../flags/flag.ts';

/** Flags of every command that talks to a server. */
export interface ConnectionFlags {
  readonly server: string;
  readonly token?: string;
  readonly data?: string;
}

/** Adds the flags that say which server and with what right. */
export function withConnection(command: Command, environment: NodeJS.ProcessEnv): Command {
  return command
    .addOption(flag('--server <url>', 'the server', environment).default('http://127.0.0.1:4000'))
    .addOption(flag('--token <token>', 'its token (default: read from the data folder)', environment))
    .addOption(
      flag('--data <folder>', 'the data folder that has the token, on the same machine', environment),
    );
}
