import { isRepositoryName } from '../../events/index.ts';
import type { RunDetailShape } from '../../server/index.ts';
import { CommandError } from '../exit-code.ts';
import { isRun, isRunList } from './answers.ts';
import type { ApiClient } from './api-client.ts';

/** How people write a run. */
export type RunReference =
  | { readonly kind: 'id'; readonly id: number }
  | { readonly kind: 'number'; readonly repository: string; readonly number: number }
  | { readonly kind: 'last' };

/** Reads a run as people write it: its id, `owner/name#number`, or `last`. @throws CommandError */
export function parseRunReference(text: string): RunReference {
  if (text === 'last') return { kind: 'last' };
  if (/^\d{1,16}$/.test(text)) return { kind: 'id', id: Number(text) };
  const [repository = '', number = '', ...rest] = text.split('#');
  if (isRepositoryName(repository) && /^\d{1,15}$/.test(number) && rest.length === 0) {
    return { kind: 'number', repository, number: Number(number) };
  }
  throw new CommandError(`${JSON.stringify(text)} is not a run: give its id, owner/name#number, or last.`);
}

/** Finds a run on the server. @throws CommandError where there is none */
export async function findRun(client: ApiClient, text: string): Promise<RunDetailShape> {
  const reference = parseRunReference(text);
  if (reference.kind === 'id') return client.get(`/api/runs/${reference.id}`, isRun, missing(text));
  const query =
    reference.kind === 'last'
      ? 'per_page=1'
      : `repository=${encodeURIComponent(reference.repository)}&number=${reference.number}&per_page=1`;
  const [run] = (await client.get(`/api/runs?${query}`, isRunList)).workflow_runs;
  if (run !== undefined) return run;
  throw new CommandError(reference.kind === 'last' ? 'There are no runs yet.' : missing(text));
}

function missing(run: string): string {
  return `There is no run ${run}; \`runbook runs\` lists those that are.`;
}

/** The path of GitHub's API for a repository: `/api/v3/repos/owner/name`. */
export function repositoryPath(repository: string): string {
  return `/api/v3/repos/${repository}`;
}

/** The path of GitHub's API for a run. */
export function runPath(run: RunDetailShape): string {
  return `${repositoryPath(run.repository.full_name)}/actions/runs/${run.id}`;
}
