import { resolve } from 'node:path';
import { defaultDataPath, readToken } from '../../store/index.ts';
import { CommandError } from '../exit-code.ts';
import { ApiClient } from './api-client.ts';
import type { ConnectionFlags } from './connection-flags.ts';

/**
 * A client for the server that the flags name. Reading from a server on loopback needs no token, so that a
 * missing one is an error only when the server asks for it.
 * @throws CommandError where the address is not one
 */
export function connect(flags: ConnectionFlags, environment: NodeJS.ProcessEnv): ApiClient {
  if (!/^https?:\/\/[^/]/.test(flags.server) || !URL.canParse(flags.server)) {
    throw new CommandError(`--server ${flags.server} is not an address like http://127.0.0.1:4000.`);
  }
  const token = flags.token ?? localToken(flags, environment);
  return new ApiClient(flags.server.replace(/\/+$/, ''), token);
}

/** The data folder's token, for servers on this machine only: it must not go to a server elsewhere. */
function localToken(flags: ConnectionFlags, environment: NodeJS.ProcessEnv): string | null {
  const { hostname } = new URL(flags.server);
  const local = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  if (!local && flags.data === undefined) return null;
  return readToken(flags.data === undefined ? defaultDataPath(environment) : resolve(flags.data));
}
