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
  const repository = checkRepositoryName(name);
  await client.send('DELETE', `/api/repositories/${repository}`, undefined, unregistered(repository));
}

/** The key that the repository's own hook sends. @throws CommandError */
export async function hookKeyOf(client: ApiClient, repository: RepositoryName): Promise<string> {
  const path = `/api/repositories/${repository}/hook-key`;
  return (await client.change('POST', path, {}, isHookKey, unregistered(repository))).key;
}

/** Names of a repository's secrets. @throws CommandError */
export async function listSecrets(client: ApiClient, repository: string): Promise<readonly string[]> {
  const path = `/api/repositories/${checkRepositoryName(repository)}/secrets`;
  return (await client.get(path, isSecretList, unregistered(repository))).secrets.map(
    (secret) => secret.name,
  );
}

/** Sets or replaces a secret. @throws CommandError */
export async function setSecret(
  client: ApiClient,
  repository: string,
  key: string,
  value: string,
): Promise<void> {
  await client.send('PUT', secretPath(repository, key), { value }, unregistered(repository));
}

/** Removes a secret. @throws CommandError */
export async function removeSecret(client: ApiClient, repository: string, key: string): Promise<void> {
  const names = await listSecrets(client, repository);
  const missing = `${repository} has no secret ${key}; it has ${names.length === 0 ? 'none' : names.join(', ')}.`;
  await client.send('DELETE', secretPath(repository, key), undefined, missing);
}

function secretPath(repository: string, key: string): string {
  return `/api/repositories/${checkRepositoryName(repository)}/secrets/${encodeURIComponent(key)}`;
}

/** What is said of a repository that the server does not know. */
export function unregistered(repository: string): string {
  return `${repository} is not registered; see \`runbook repo list\`, or add it with \`runbook repo add ${repository} URL\`.`;
}

/** `./project.git`, `../git/project.git`: neither a URL, nor absolute, nor `host:path`. */
function isRelativePath(url: string): boolean {
  return !isAbsolute(url) && /^\.{1,2}(\/|$)/.test(url);
}
