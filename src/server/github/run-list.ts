import type { RunFilter, RunRecord } from '../../store/index.ts';
import { PAGE_PARAMETERS, requestedPage, setPageLinks } from '../http/pagination.ts';
import { invalidQuery, queryText } from '../http/parameters.ts';
import type { Call, QueryParameter } from '../http/route.ts';
import type { Services } from '../services.ts';
import { readCreatedRange } from './created-range.ts';

/** The query parameters of every list of runs, as GitHub names them. */
export const RUN_LIST_PARAMETERS: { readonly [name: string]: QueryParameter } = {
  ...PAGE_PARAMETERS,
  actor: { description: 'Login of who triggered the run.', schema: { type: 'string' } },
  branch: { description: 'Branch or tag, without its prefix.', schema: { type: 'string' } },
  event: { description: 'The event that triggered the run.', schema: { type: 'string' } },
  status: { description: 'A status or a conclusion.', schema: { type: 'string' } },
  head_sha: { description: 'The commit.', schema: { type: 'string' } },
  created: { description: 'A date or a range of dates: `>=2026-01-31`.', schema: { type: 'string' } },
  check_suite_id: { description: 'The check suite: a run is one of its own.', schema: { type: 'integer' } },
  exclude_pull_requests: {
    description: 'Accepted as on GitHub; no run names pull requests.',
    schema: { type: 'boolean' },
  },
};

/** A page of runs, newest first, with the filters of the query; sets the `Link` header. @throws HttpProblem 422 */
export function listRuns(
  services: Services,
  call: Call,
  within: Pick<RunFilter, 'repository' | 'workflow' | 'workflows' | 'number' | 'text'>,
): { readonly total: number; readonly runs: readonly RunRecord[] } {
  const page = requestedPage(call);
  const list = services.index.runs.list({ ...within, ...requestedFilter(call) }, page);
  setPageLinks(call, page, list.total);
  return list;
}

function requestedFilter(call: Call): RunFilter {
  const created = queryText(call, 'created');
  const span = created === undefined ? {} : readCreatedRange(created);
  if (span === null) throw invalidQuery('created', 'is not a date or a range of dates');
  return {
    ...given('actor', queryText(call, 'actor')),
    ...given('branch', queryText(call, 'branch')),
    ...given('event', queryText(call, 'event')),
    ...given('status', queryText(call, 'status')),
    ...given('sha', queryText(call, 'head_sha')),
    ...given('id', suiteAsked(call)),
    ...given('createdFrom', span.from),
    ...given('createdBefore', span.before),
  };
}

/** The `check_suite_id` parameter. @throws HttpProblem 422 */
function suiteAsked(call: Call): number | undefined {
  const text = queryText(call, 'check_suite_id');
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw invalidQuery('check_suite_id', 'is not a whole number');
  return Number(text);
}

/** An object with the property, or without it where there is no value. */
function given<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [name in Key]?: Value } {
  const result: { [name in Key]?: Value } = {};
  if (value !== undefined) result[key] = value;
  return result;
}
