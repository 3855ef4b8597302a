import type { RunRecord } from '../../store/index.ts';
import { listRuns, RUN_LIST_PARAMETERS } from '../github/index.ts';
import { invalidQuery, pathRun, queryRepository, queryText } from '../http/parameters.ts';
import { notFound } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import type { GraphShape, RunDetailShape, RunListShape } from '../shapes/index.ts';
import { jobDetailView, Links, runDetailView } from '../views/index.ts';
import { graphJobs } from './graph.ts';
import { jobInPath } from './log-step.ts';

/** Runs over all repositories, and what GitHub does not tell of one. */
export function runbookRunRoutes(services: Services): readonly Route[] {
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
      },
      responses: { 200: { description: 'A page of runs', schema: 'RunDetailList' } },
      handle: (call) => {
        const { total, runs } = listRuns(services, call, { ...queryRepository(call), ...numberAsked(call) });
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
      path: '/api/runs/{run}',
      summary: 'Get a run and why it ended so',
      responses: { 200: { description: 'The run', schema: 'RunDetail' } },
      handle: (call) => {
        call.response.json(detailOf(services, runInPath(services, call), new Links(call.base)));
      },
    },
    {
      method: 'get',
      path: '/api/runs/{run}/graph',
      summary: 'Get the jobs of a run with what they need, their legs and steps',
      responses: { 200: { description: 'The graph', schema: 'Graph' } },
      handle: (call) => {
        const run = runInPath(services, call);
        const links = new Links(call.base);
        const shape: GraphShape = {
          run: detailOf(services, run, links),
          jobs: graphJobs(services, run, links),
        };
        call.response.json(shape);
      },
    },
    {
      method: 'get',
      path: '/api/jobs/{job}',
      summary: 'Get a job attempt with its annotations, outputs and logs',
      responses: { 200: { description: 'The job', schema: 'JobDetail' } },
      handle: (call) => {
        const { job, run } = jobInPath(services, call);
        const steps = services.index.jobs.steps(job.id);
        call.response.json(jobDetailView(job, steps, run, new Links(call.base)));
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

function runInPath(services: Services, call: Call): RunRecord {
  const run = services.index.runs.get(pathRun(call, 'run'));
  if (run === null) throw notFound();
  return run;
}

function detailOf(services: Services, run: RunRecord, links: Links): RunDetailShape {
  const { index } = services;
  const repository = index.repositories.get(run.repository);
  return runDetailView(run, index.runs.errors(run.id), repository, links);
}
