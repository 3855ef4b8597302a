import type { RerunRequested } from '../../events/index.ts';
import type { JobRecord, RunRecord } from '../../store/index.ts';
import { bodyParser, bodySchemas } from '../http/body.ts';
import { pathJob, pathRepository } from '../http/parameters.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import { knownRepository, type Services } from '../services.ts';
import { runInPath } from './run-routes.ts';

/** Who the events say did it: whoever has the token is the one administrator. */
export const ACTOR = 'runbook';

const RERUN_BODY = {
  type: 'object',
  additionalProperties: false,
  properties: {
    enable_debug_logging: { type: 'boolean', description: 'Accepted as on GitHub; nothing more is logged.' },
  },
};
const parseRerunBody = bodyParser('Rerun', bodySchemas.compile<object>(RERUN_BODY));

const RUN = '/api/v3/repos/{owner}/{repo}/actions/runs/{run_id}';

/** Cancelling and running again (GitHub's REST API, "Workflow runs" and "Workflow jobs"). */
export function changeRoutes(services: Services): readonly Route[] {
  const rerunBody = { optional: true, schema: RERUN_BODY };
  return [
    {
      method: 'post',
      path: `${RUN}/cancel`,
      summary: 'Cancel a run',
      responses: { 202: { description: 'It is being cancelled' } },
      handle: (call) => cancel(services, call, false),
    },
    {
      method: 'post',
      path: `${RUN}/force-cancel`,
      summary: 'Cancel a run, jobs with `always()` included',
      responses: { 202: { description: 'It is being cancelled' } },
      handle: (call) => cancel(services, call, true),
    },
    {
      method: 'post',
      path: `${RUN}/rerun`,
      summary: 'Run all jobs of a finished run again',
      body: rerunBody,
      responses: { 201: { description: 'It runs again' } },
      handle: (call) => rerun(services, call, runInPath(services, call), { which: 'all' }),
    },
    {
      method: 'post',
      path: `${RUN}/rerun-failed-jobs`,
      summary: 'Run the jobs that did not succeed, and what depends on them, again',
      body: rerunBody,
      responses: { 201: { description: 'They run again' } },
      handle: (call) => rerun(services, call, runInPath(services, call), { which: 'failed' }),
    },
    {
      method: 'post',
      path: '/api/v3/repos/{owner}/{repo}/actions/jobs/{job_id}/rerun',
      summary: 'Run one job, and what depends on it, again',
      body: rerunBody,
      responses: { 201: { description: 'They run again' } },
      handle: (call) => {
        const { job, run } = jobInPath(services, call);
        return rerun(services, call, run, { which: 'job', only: { key: job.key, leg: job.leg.index } });
      },
    },
  ];
}

/** The job attempt that `{owner}/{repo}` and `{job_id}` (or `name`) name, and its run. @throws HttpProblem 404 */
export function jobInPath(
  services: Services,
  call: Call,
  name = 'job_id',
): { readonly job: JobRecord; readonly run: RunRecord } {
  const job = services.index.jobs.get(pathJob(call, name));
  const run = job === null ? null : services.index.runs.get(job.run);
  if (job === null || run === null || run.repository !== pathRepository(call)) throw notFound();
  return { job, run };
}

async function cancel(services: Services, call: Call, force: boolean): Promise<void> {
  const run = runInPath(services, call);
  const tooLate = new HttpProblem(409, 'Cannot cancel a workflow run that is completed.');
  if (run.status === 'completed') throw tooLate;
  const request = {
    type: 'cancel_requested',
    repository: run.repository,
    run: run.id,
    actor: ACTOR,
  } as const;
  const effect = await services.commands.submit(request);
  if (effect === 'ignored' && services.index.runs.get(run.id)?.status === 'completed') throw tooLate;
  // To the fold a second request means that nothing of the run is to go on.
  if (force) await services.commands.submit(request);
  call.response.status(202).json({});
}

async function rerun(
  services: Services,
  call: Call,
  run: RunRecord,
  scope: Pick<RerunRequested, 'which' | 'only'>,
): Promise<void> {
  parseRerunBody(call.request.body ?? {});
  if (knownRepository(services, run.repository).url === null) {
    throw new HttpProblem(403, 'The repository was removed: add it again first.');
  }
  if (run.status !== 'completed') throw new HttpProblem(403, 'This workflow is already running');
  const pinned = services.index.runs.pinned(run);
  if (pinned === null) {
    throw new HttpProblem(
      403,
      'This run cannot run again: it never had a valid workflow. Push again instead.',
    );
  }
  const failed = pinned.jobs.some((job) => job.conclusion !== 'success' && job.conclusion !== 'skipped');
  if (scope.which === 'failed' && !failed) {
    throw new HttpProblem(403, 'This workflow run cannot be retried: no job of it failed.');
  }
  const effect = await services.commands
    .submit({
      type: 'rerun_requested',
      repository: run.repository,
      run: run.id,
      actor: ACTOR,
      runAttempt: run.attempt + 1,
      ...scope,
      pinned,
    })
    .catch((error: unknown) => {
      if (!(error instanceof HttpProblem) || error.status !== 413) throw error;
      const what = "This run cannot run again with its payload, its workflow and its jobs' outputs";
      throw new HttpProblem(413, `${what}. ${error.message}`, { cause: error });
    });
  if (effect === 'ignored') throw new HttpProblem(403, 'This workflow is already running');
  call.response.status(201).json({});
}
