import { PAGE_PARAMETERS, requestedPage, setPageLinks, slicePage } from '../http/pagination.ts';
import type { Call, Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import { annotationView, jobView, Links } from '../views/index.ts';
import { jobInPath } from './change-routes.ts';
import { attemptInPath, runInPath } from './run-routes.ts';

const REPOSITORY = '/api/v3/repos/{owner}/{repo}';
const ACTIONS = `${REPOSITORY}/actions`;

/**
 * Reading jobs, what they said, and where their logs are (GitHub's REST API, "Workflow jobs", "Workflow runs" and
 * "Check runs": a job attempt is a check run of the same id).
 */
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
      path: `${REPOSITORY}/check-runs/{check_run_id}/annotations`,
      summary: 'List the annotations of a job attempt',
      query: PAGE_PARAMETERS,
      responses: {
        200: { description: 'A page of annotations, in the order of the steps', schema: 'Annotations' },
      },
      handle: (call) => sendAnnotations(services, call),
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

function sendAnnotations(services: Services, call: Call): void {
  const { job, run } = jobInPath(services, call, 'check_run_id');
  const ofSteps = services.index.jobs.steps(job.id).flatMap((step) => step.annotations);
  const annotations = [...ofSteps, ...job.annotations];
  const page = requestedPage(call);
  setPageLinks(call, page, annotations.length);
  const shown = new Links(call.base).jobPage(run.id, job.id);
  call.response.json(slicePage(annotations, page).map((annotation) => annotationView(annotation, shown)));
}
