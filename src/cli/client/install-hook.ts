import { realpath } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { RepositoryName } from '../../events/index.ts';
import { installHook } from '../../git/index.ts';
import { CommandError } from '../exit-code.ts';
import type { ApiClient } from './api-client.ts';
import { checkRepositoryName, hookKeyOf, listRepositories, registerRepository } from './repositories.ts';

/**
 * Installs the hook of a bare repository with a key of its own, which the server makes from the webhook secret:
 * the secret stays as it is and never has to be shown or typed. Registers the repository where it is not.
 * @param name as registered; undefined: found by the path
 * @throws CommandError
 */
export async function installRepositoryHook(
  client: ApiClient,
  path: string,
  name: string | undefined,
): Promise<{ readonly repository: RepositoryName; readonly hook: string; readonly chained: string | null }> {
  const bare = await realpath(path).catch((error: unknown) => {
    throw new CommandError(`${path} cannot be read: there is no such folder.`, { cause: error });
  });
  const registered = await listRepositories(client);
  const found = registered.find((one) =>
    name === undefined ? localPath(one.url) === bare : one.full_name === name,
  );
  if (name === undefined && found === undefined) {
    throw new CommandError(
      `No repository is registered with the path ${bare}; name it with --name OWNER/NAME.`,
    );
  }
  const repository = checkRepositoryName(found?.full_name ?? name ?? '');
  if (found === undefined) await registerRepository(client, repository, bare);
  const secret = await hookKeyOf(client, repository);
  return { repository, ...(await installHook({ bare, serverUrl: client.server, repository, secret })) };
}

function localPath(url: string): string | null {
  if (url.startsWith('/')) return url.replace(/(.)\/+$/, '$1');
  return url.startsWith('file://') && URL.canParse(url) ? fileURLToPath(url) : null;
}
