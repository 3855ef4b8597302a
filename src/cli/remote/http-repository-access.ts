import { isJsonObject } from '../../events/index.ts';
import type { MirrorIntakeOptions } from '../../orchestrator/index.ts';
import { isTextOrNull } from './answer.ts';
import type { RemoteServer } from './remote-server.ts';
import { RemoteServerError } from './remote-server-error.ts';

/**
 * Opens the credentials of repositories for intake by asking a server on another machine. A repository without
 * credentials needs no server. Whatever is wrong with server or token is not the delivery's fault: it waits, and the
 * log says why.
 */
export function createHttpRepositoryAccess(remote: RemoteServer): MirrorIntakeOptions['access'] {
  return async ({ repository, registration: { url, credentials } }, signal) => {
    if (credentials === null) return { url, credentials: null };
    const path = `/api/repositories/${repository}/access`;
    const answer = await remote.askPatiently('POST', path, { credentials }, signal, () => true);
    const opened = isJsonObject(answer) ? answer['credentials'] : undefined;
    if (!isTextOrNull(opened)) {
      throw new RemoteServerError(
        'The server did not answer as a Runbook server does when it is asked for the access to a repository.',
        { isAway: false },
      );
    }
    return { url, credentials: opened };
  };
}
