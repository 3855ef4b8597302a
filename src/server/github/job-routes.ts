import type { Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import { jobView, Links } from '../views/index.ts';
import { jobInPath } from './change-routes.ts';
import { attemptInPath, runInPath } from './run-routes.ts';

const ACTIONS = '/api/v3/repos/{owner}/{repo}/actions';

/** Reading jobs, and where their logs are (GitHub's REST API, "Workflow jobs" and "Workflow runs"). */
export function jobRoutes(services: Services): readonly Route[] {
  return [
    {
      method: 'get',
      path: `${ACTIONS}/jobs/{job_id}`,
      summary: 'Get a job attempt',
      responses: { 200: { description: 'The job', schema: 'Job' } },
      handle: (call) => {
        const { job, run } = jobInPath(services, call);
        call.response.json(jobView(job, services.index.jobs.steps(job.id), run, new Links(call.base)));
      },
    },
    {
      method: 'get',
      path: `${ACTIONS}/jobs/{job_id}/logs`,
      summary: 'Get the log of a job attempt',
      responses: { 302: { description: 'Where the log is, as text' } },
      handle: (call) => {
        const { job } = jobInPath(services, call);
        call.response.redirect(302, `${call.base}/api/jobs/${job.id}/log`);
      },
    },
    {
      method: 'get',
      path: `${ACTIONS}/runs/{run_id}/logs`,
      summary: 'Get the logs of a run',
      responses: { 302: { description: 'Where the logs are, as a zip archive' } },
      handle: (call) => {
        const run = runInPath(services, call);
        call.response.redirect(302, `${call.base}/api/runs/${run.id}/logs.zip`);
      },
    },
    {
      method: 'get',
      path: `${ACTIONS}/runs/{run_id}/attempts/{attempt_number}/logs`,
      summary: 'Get the logs of a run attempt',
      responses: { 302: { description: 'Where the logs are, as a zip archive' } },
      handle: (call) => {
        const run = attemptInPath(services, call);
        call.response.redirect(302, `${call.base}/api/runs/${run.id}/logs.zip?attempt=${run.attempt}`);
      },
    },
  ];
}
