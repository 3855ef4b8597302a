import { isAbsolute, resolve } from 'node:path';
import { isRepositoryName, type RepositoryName } from '../../events/index.ts';
import type { RegisteredShape, RegistrationShape } from '../../server/index.ts';
import { CommandError } from '../exit-code.ts';
import { isHookKey, isRegistered, isRepositoryList, isSecretList } from './answers.ts';
import type { ApiClient } from './api-client.ts';

/** A repository's name as typed. @throws CommandError */
export function checkRepositoryName(text: string): RepositoryName {
  if (isRepositoryName(text)) return text;
  throw new CommandError(`${JSON.stringify(text)} is not a repository's name: it is written owner/name.`);
}

/** Registers a repository. A path that exists nowhere but here is made absolute. @throws CommandError */
export async function registerRepository(
  client: ApiClient,
  name: string,
  url: string,
  secret?: string,
): Promise<RegisteredShape> {
  const body = {
    full_name: checkRepositoryName(name),
    url: isRelativePath(url) ? resolve(url) : url,
    ...(secret === undefined ? {} : { secret }),
  };
  return client.change('POST', '/api/repositories', body, isRegistered);
}

/** The registered repositories, by name. @throws CommandError */
export async function listRepositories(client: ApiClient): Promise<readonly RegistrationShape[]> {
  return (await client.get('/api/repositories', isRepositoryList)).repositories;
}

/** Forgets a repository. @throws CommandError */
export async function removeRepository(client: ApiClient, name: string): Promise<void> {
  await client.send('DELETE', `/api/repositories/${checkRepositoryName(name)}`);
}

/** The key that the repository's own hook sends. @throws CommandError */
export async function hookKeyOf(client: ApiClient, repository: RepositoryName): Promise<string> {
  return (await client.change('POST', `/api/repositories/${repository}/hook-key`, {}, isHookKey)).key;
}

/** Names of a repository's secrets. @throws CommandError */
export async function listSecrets(client: ApiClient, repository: string): Promise<readonly string[]> {
  const path = `/api/repositories/${checkRepositoryName(repository)}/secrets`;
  return (await client.get(path, isSecretList)).secrets.map((secret) => secret.name);
}

/** Sets or replaces a secret. @throws CommandError */
export async function setSecret(
  client: ApiClient,
  repository: string,
  key: string,
  value: string,
): Promise<void> {
  await client.send('PUT', secretPath(repository, key), { value });
}

/** Removes a secret. @throws CommandError */
export async function removeSecret(client: ApiClient, repository: string, key: string): Promise<void> {
  await client.send('DELETE', secretPath(repository, key));
}

function secretPath(repository: string, key: string): string {
  return `/api/repositories/${checkRepositoryName(repository)}/secrets/${encodeURIComponent(key)}`;
}

/** `./project.git`, `../git/project.git`: neither a URL, nor absolute, nor `host:path`. */
function isRelativePath(url: string): boolean {
  return !isAbsolute(url) && /^\.{1,2}(\/|$)/.test(url);
}
