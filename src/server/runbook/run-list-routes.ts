import type { RepositoryName } from '../../events/index.ts';
import { listRuns, RUN_LIST_PARAMETERS } from '../github/index.ts';
import { invalidQuery, queryRepository, queryText } from '../http/parameters.ts';
import type { Call, Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import type { FiltersShape, RunListShape } from '../shapes/index.ts';
import { Links } from '../views/index.ts';
import { detailOf } from './run-detail.ts';

/** The longest text that runs are searched for, in characters. */
const LONGEST_TEXT = 200;

/** Runs over all repositories, and what they can be filtered by. */
export function runListRoutes(services: Services): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/api/runs',
      summary: 'List the runs of all repositories, newest first',
      query: {
        ...RUN_LIST_PARAMETERS,
        repository: { description: 'Only of `owner/name`.', schema: { type: 'string' } },
        number: {
          description: 'Only runs with this number in their repository.',
          schema: { type: 'integer' },
        },
        workflow: {
          description: 'Only of workflows with this name, path or file name.',
          schema: { type: 'string' },
        },
        text: {
          description:
            "A part of the title, the commit's message, the branch, the actor or the workflow's name, ASCII letters " +
            'in either case; also `#12` for a number, or the first 7 or more digits of a commit.',
          schema: { type: 'string', maxLength: LONGEST_TEXT },
        },
      },
      responses: { 200: { description: 'A page of runs', schema: 'RunDetailList' } },
      handle: (call) => {
        const { repository } = queryRepository(call);
        const { total, runs } = listRuns(services, call, {
          ...(repository === undefined ? {} : { repository }),
          ...numberAsked(call),
          ...workflowAsked(services, call, repository ?? null),
          ...textAsked(call),
        });
        const links = new Links(call.base);
        const shape: RunListShape = {
          total_count: total,
          workflow_runs: runs.map((run) => detailOf(services, run, links)),
        };
        call.response.json(shape);
      },
    },
    {
      method: 'get',
      path: '/api/filters',
      summary: 'List what the newest runs offer to filter them by',
      query: { repository: { description: 'Only runs of `owner/name`.', schema: { type: 'string' } } },
      responses: { 200: { description: 'The most used first', schema: 'Filters' } },
      handle: (call) => {
        const { repository } = queryRepository(call);
        const shape: FiltersShape = services.index.choices.choices(repository ?? null);
        call.response.json(shape);
      },
    },
  ];
}

/** The `number` parameter. @throws HttpProblem 422 */
function numberAsked(call: Call): { readonly number?: number } {
  const text = queryText(call, 'number');
  if (text === undefined) return {};
  if (!/^\d{1,15}$/.test(text)) throw invalidQuery('number', 'is not a whole number');
  return { number: Number(text) };
}

/** The `workflow` parameter. @param repository null: of any */
function workflowAsked(
  services: Services,
  call: Call,
  repository: RepositoryName | null,
): { readonly workflows?: readonly number[] } {
  const text = queryText(call, 'workflow');
  return text === undefined ? {} : { workflows: services.index.choices.workflowsNamed(text, repository) };
}

/** The `text` parameter. @throws HttpProblem 422 */
function textAsked(call: Call): { readonly text?: string } {
  const text = queryText(call, 'text');
  if (text === undefined) return {};
  if (text.length > LONGEST_TEXT) throw invalidQuery('text', `has more than ${LONGEST_TEXT} characters`);
  return { text };
}
