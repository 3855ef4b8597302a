import type { ApiClient } from './api-client.ts';
import { checkRepositoryName, unregistered } from './repositories.ts';
import { repositoryPath } from './run-reference.ts';

/**
 * Starts a workflow by hand (GitHub's "Create a workflow dispatch event").
 * @param workflow its path, file name or id
 * @param ref undefined: the default branch
 * @throws CommandError
 */
export async function dispatchWorkflow(
  client: ApiClient,
  repository: string,
  workflow: string,
  ref: string | undefined,
  inputs: ReadonlyMap<string, string> | undefined,
): Promise<void> {
  const name = encodeURIComponent(workflow.replace(/^\.runbook\//, ''));
  const path = `${repositoryPath(checkRepositoryName(repository))}/actions/workflows/${name}/dispatches`;
  const body = { ref: ref ?? '', inputs: Object.fromEntries(inputs ?? []) };
  await client.send('POST', path, body, unregistered(repository));
}
