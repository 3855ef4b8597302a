import { availableParallelism } from 'node:os';
import { defaultDataPath } from '../../store/index.ts';
import { defaultLabels } from '../../worker/index.ts';
import { CommandError } from '../exit-code.ts';
import { secretInFile } from '../flags/file-values.ts';
import type { ProcessFlags } from '../flags/process-flags.ts';
import type { WorkerFlags } from '../flags/worker-flags.ts';
import type { ProcessSettings, RemoteSettings, WorkerSettings } from './settings.ts';

/** What every process has. */
export function commonSettings(
  flags: ProcessFlags,
  environment: NodeJS.ProcessEnv,
): Pick<ProcessSettings, 'data' | 'allowLocal' | 'health'> {
  const { data, allowLocalRepositories, healthHost: host, healthPort: port } = flags;
  return {
    data: data ?? defaultDataPath(environment),
    allowLocal: allowLocalRepositories ?? false,
    health: port === undefined ? null : { host, port },
  };
}

/** The token that was given, by any of its ways; null: none. @throws CommandError */
export function tokenOf({ token, tokenFile }: ProcessFlags): string | null {
  if (tokenFile === undefined) return token ?? null;
  if (token !== undefined) throw new CommandError('--token and --token-file exclude each other.');
  return secretInFile('--token-file', tokenFile);
}

/**
 * The server on another machine.
 * @param whose who needs it, for the sentence where it is missing
 * @throws CommandError
 */
export function remoteSettings(flags: ProcessFlags, whose: string): RemoteSettings {
  const token = tokenOf(flags);
  if (flags.server === undefined || token === null) {
    throw new CommandError(
      `${whose} needs a server: name it with --server URL, and give its token with --token-file or --token.`,
    );
  }
  return { server: serverUrl(flags.server), token };
}

/** What a worker has. @param name for people */
export function workerSettings(flags: WorkerFlags, name: string): WorkerSettings {
  return {
    name,
    capacity: flags.capacity ?? Math.max(2, availableParallelism()),
    labels: [...defaultLabels(), ...flags.labels],
    passEnv: flags.passEnv,
    drainMs: flags.drain,
  };
}

function serverUrl(text: string): string {
  const url = /^https?:\/\/[^/]/.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (url === null || [url.username, url.password, url.search, url.hash].some((part) => part !== '')) {
    throw new CommandError(
      '--server is not an address like https://ci.example.com, without credentials, "?" and "#".',
    );
  }
  return url.href.replace(/\/+$/, '');
}
