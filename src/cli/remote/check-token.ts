import { CommandError } from '../exit-code.ts';
import type { RemoteServer } from './remote-server.ts';
import { RemoteServerError } from './remote-server-error.ts';

/**
 * Looks at the start whether the server takes the token, so that a wrong one is found before a job or a push finds
 * it. A server that is away is no reason not to start.
 * @param needs what the token has to open: what workers need, or all
 * @returns why nobody knows; null where the token is good
 * @throws CommandError where it is not, or where it is no Runbook server
 */
export async function checkToken(
  remote: RemoteServer,
  needs: 'worker' | 'all',
  signal: AbortSignal,
): Promise<string | null> {
  try {
    if (needs === 'worker') await remote.ask('POST', '/api/worker/check', undefined, signal);
    else await remote.ask('GET', '/api/workers', undefined, signal);
    return null;
  } catch (error) {
    if (!(error instanceof RemoteServerError)) throw error;
    if (error.isAway) return error.message;
    if (error.status !== 401) throw new CommandError(error.message, { cause: error });
    const right =
      needs === 'worker'
        ? "that of workers, keys/worker-token in the server's data folder (RUNBOOK_WORKER_TOKEN)"
        : "that of the API, keys/token in the server's data folder (RUNBOOK_TOKEN), as an orchestrator opens credentials";
    throw new CommandError(`The server at ${remote.server} refuses the token: it has to be ${right}.`, {
      cause: error,
    });
  }
}
