import { isJsonObject } from '../../events/index.ts';
import type { JobSecrets, SecretSource } from '../../worker/index.ts';
import { isTextOrNull } from './answer.ts';
import type { RemoteServer } from './remote-server.ts';
import { RemoteServerError } from './remote-server-error.ts';

/**
 * Gives jobs their secrets from a server on another machine, to which each job's grant is shown. While the server
 * is away the job waits, until it is cancelled or its time is over.
 */
export function createHttpSecretSource(remote: RemoteServer): SecretSource {
  return {
    async secretsOf({ spec, worker }, signal) {
      const { job, run, repository } = spec;
      const path = `/api/worker/jobs/${job}/secrets`;
      return jobSecretsIn(await remote.askPatiently('POST', path, { worker, run, repository }, signal));
    },
  };
}

function jobSecretsIn(answer: unknown): JobSecrets {
  if (isJsonObject(answer)) {
    const { url, credentials } = answer;
    const secrets = textsIn(answer['secrets']);
    if (secrets !== null && isTextOrNull(url) && isTextOrNull(credentials)) {
      return { secrets, access: url === null ? null : { url, credentials } };
    }
  }
  // Nothing of the answer is repeated: it may hold secrets.
  throw new RemoteServerError(
    'The server did not answer as a Runbook server does when a job asks for its secrets.',
    {
      isAway: false,
    },
  );
}

function textsIn(value: unknown): { readonly [name: string]: string } | null {
  if (!isJsonObject(value)) return null;
  const texts: [string, string][] = [];
  for (const [name, text] of Object.entries(value)) {
    if (typeof text !== 'string') return null;
    texts.push([name, text]);
  }
  return Object.fromEntries(texts);
}
