import {
  isJobId,
  isRepositoryName,
  isRunId,
  type JobId,
  type RepositoryName,
  type RunId,
} from '../../events/index.ts';
import { HttpProblem, notFound } from './problem.ts';
import type { Call } from './route.ts';

/** A parameter of the path. */
export function pathText(call: Call, name: string): string {
  const value = call.request.params[name];
  if (typeof value !== 'string' || value === '') throw notFound();
  return value;
}

/** A whole number of the path, 0 or more; anything else is not found. */
export function pathNumber(call: Call, name: string): number {
  const value = pathText(call, name);
  if (!/^\d{1,16}$/.test(value)) throw notFound();
  return Number(value);
}

/** `{owner}/{repo}` of the path. */
export function pathRepository(call: Call): RepositoryName {
  const name = `${pathText(call, 'owner')}/${pathText(call, 'repo')}`;
  if (!isRepositoryName(name)) throw notFound();
  return name;
}

/** A run's id in the path. */
export function pathRun(call: Call, name: string): RunId {
  const value = pathNumber(call, name);
  if (!isRunId(value)) throw notFound();
  return value;
}

/** A job attempt's id in the path. */
export function pathJob(call: Call, name: string): JobId {
  const value = pathNumber(call, name);
  if (!isJobId(value)) throw notFound();
  return value;
}

/** A parameter after `?`; absent or empty: undefined. @throws HttpProblem 422 where it is given twice */
export function queryText(call: Call, name: string): string | undefined {
  const value = call.request.query[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw invalidQuery(name, 'may be given once');
}

/** A whole number after `?`. @throws HttpProblem 422 for anything else */
export function queryNumber(
  call: Call,
  name: string,
  range: { readonly fallback: number; readonly least: number; readonly most: number },
): number {
  const value = queryText(call, name);
  if (value === undefined) return range.fallback;
  if (!/^\d{1,15}$/.test(value)) throw invalidQuery(name, 'is not a whole number');
  return Math.min(Math.max(Number(value), range.least), range.most);
}

/** The `repository` after `?`, where it is given. @throws HttpProblem 422 for what is not `owner/name` */
export function queryRepository(call: Call): { readonly repository?: RepositoryName } {
  const repository = queryText(call, 'repository');
  if (repository === undefined) return {};
  if (!isRepositoryName(repository)) throw invalidQuery('repository', 'is not of the form owner/name');
  return { repository };
}

/** A parameter after `?` that is wrong, as GitHub answers it. */
export function invalidQuery(field: string, what: string): HttpProblem {
  const message = `The parameter ${field} ${what}.`;
  return new HttpProblem(422, 'Validation Failed', {
    errors: [{ resource: 'Query', field, code: 'invalid', message }],
  });
}
