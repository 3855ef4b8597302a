import type { RunRecord } from '../../store/index.ts';
import { pathRun, queryNumber } from '../http/parameters.ts';
import { notFound } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import type { GraphShape, RunAttemptListShape } from '../shapes/index.ts';
import { jobDetailView, Links, runAttemptView } from '../views/index.ts';
import { waitingOfJob } from '../waiting/index.ts';
import { graphJobs } from './graph.ts';
import { jobInPath } from './log-step.ts';
import { detailOf } from './run-detail.ts';

/** What GitHub does not tell of a run and its jobs. */
export function runbookRunRoutes(services: Services): readonly Route[] {
  return [
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
      query: {
        attempt: { description: 'The run attempt; default: the newest.', schema: { type: 'integer' } },
      },
      responses: { 200: { description: 'The graph', schema: 'Graph' } },
      handle: (call) => {
        const run = attemptAsked(services, call);
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
      path: '/api/runs/{run}/attempts',
      summary: 'List the attempts of a run, newest first',
      responses: { 200: { description: 'All of them', schema: 'RunAttemptList' } },
      handle: (call) => {
        const { id } = runInPath(services, call);
        const shape: RunAttemptListShape = { attempts: services.index.runs.attempts(id).map(runAttemptView) };
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
        const known = { steps: services.index.jobs.steps(job.id), waiting: waitingOfJob(services, job) };
        call.response.json(jobDetailView(job, known, run, new Links(call.base)));
      },
    },
  ];
}

/** The run in the path. @throws HttpProblem 404 */
export function runInPath(services: Services, call: Call): RunRecord {
  const run = services.index.runs.get(pathRun(call, 'run'));
  if (run === null) throw notFound();
  return run;
}

/** As `runInPath`, in the attempt that the `attempt` parameter names. @throws HttpProblem 404, 422 */
function attemptAsked(services: Services, call: Call): RunRecord {
  const run = runInPath(services, call);
  const range = { fallback: run.attempt, least: 0, most: Number.MAX_SAFE_INTEGER };
  const attempt = services.index.runs.atAttempt(run.id, queryNumber(call, 'attempt', range));
  if (attempt === null) throw notFound();
  return attempt;
}
