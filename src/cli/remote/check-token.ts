import type { Logger } from 'pino';
import { CommandError } from '../exit-code.ts';
import type { RemoteServer } from './remote-server.ts';
import { RemoteServerError } from './remote-server-error.ts';

/** What a token has to open: what workers need, or everything. */
export type TokenNeed = 'worker' | 'all';

/**
 * Looks at the start whether the server takes the token, so that a wrong one is found before a job or a push finds
 * it. A server that is away is no reason not to start.
 * @param limitMs milliseconds that it may take
 * @returns why nobody knows yet; null where the token is good
 * @throws CommandError where it is not, or where it is no Runbook server
 */
export async function checkToken(
  remote: RemoteServer,
  need: TokenNeed,
  limitMs: number,
): Promise<string | null> {
  const limit = AbortSignal.timeout(limitMs);
  try {
    await remote.ask(...REQUESTS[need], undefined, limit);
    return null;
  } catch (error) {
    if (limit.aborted) return `The server at ${remote.server} has not answered yet.`;
    if (error instanceof RemoteServerError && error.isAway) return error.message;
    throw explained(error, remote, need);
  }
}

/** Goes on looking, for a server that was away at the start; what comes of it is said in the log. */
export async function checkTokenLater(
  remote: RemoteServer,
  need: TokenNeed,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  try {
    await remote.askPatiently(...REQUESTS[need], undefined, signal);
  } catch (error) {
    if (!signal.aborted) logger.error(explained(error, remote, need).message);
  }
}

const REQUESTS: { readonly [need in TokenNeed]: readonly [method: 'GET' | 'POST', path: string] } = {
  worker: ['POST', '/api/worker/check'],
  all: ['GET', '/api/workers'],
};

function explained(error: unknown, remote: RemoteServer, need: TokenNeed): Error {
  if (!(error instanceof RemoteServerError)) return error instanceof Error ? error : new Error(String(error));
  if (error.status !== 401) return new CommandError(error.message, { cause: error });
  const right =
    need === 'worker'
      ? "that of workers, keys/worker-token in the server's data folder (RUNBOOK_WORKER_TOKEN)"
      : "that of the API, keys/token in the server's data folder (RUNBOOK_TOKEN), as an orchestrator opens credentials";
  return new CommandError(`The server at ${remote.server} refuses the token: it has to be ${right}.`, {
    cause: error,
  });
}
