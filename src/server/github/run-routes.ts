import type { RunRecord } from '../../store/index.ts';
import { PAGE_PARAMETERS, requestedPage, setPageLinks, slicePage } from '../http/pagination.ts';
import { pathNumber, pathRepository, pathRun } from '../http/parameters.ts';
import { notFound } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import { knownRepository, type Services } from '../services.ts';
import { jobView, Links, runView } from '../views/index.ts';
import { listRuns, RUN_LIST_PARAMETERS } from './run-list.ts';

const RUNS = '/api/v3/repos/{owner}/{repo}/actions/runs';

/** Reading runs (GitHub's REST API, "Workflow runs"). */
export function runRoutes(services: Services): readonly Route[] {
  return [
    {
      method: 'get',
      path: RUNS,
      summary: 'List the runs of a repository, newest first',
      query: RUN_LIST_PARAMETERS,
      responses: { 200: { description: 'A page of runs', schema: 'RunList' } },
      handle: (call) => {
        const repository = knownRepository(services, pathRepository(call));
        const { total, runs } = listRuns(services, call, { repository: repository.name });
        const links = new Links(call.base);
        call.response.json({
          total_count: total,
          workflow_runs: runs.map((run) =>
            runView(run, services.index.calledWorkflows.of(run.id), repository, links),
          ),
        });
      },
    },
    {
      method: 'get',
      path: `${RUNS}/{run_id}`,
      summary: 'Get a run, in its newest attempt',
      responses: { 200: { description: 'The run', schema: 'Run' } },
      handle: (call) => sendRun(services, call, runInPath(services, call)),
    },
    {
      method: 'get',
      path: `${RUNS}/{run_id}/attempts/{attempt_number}`,
      summary: 'Get a run as it was in one of its attempts',
      responses: { 200: { description: 'The run', schema: 'Run' } },
      handle: (call) => sendRun(services, call, attemptInPath(services, call)),
    },
    {
      method: 'get',
      path: `${RUNS}/{run_id}/jobs`,
      summary: 'List the jobs of a run',
      query: {
        ...PAGE_PARAMETERS,
        filter: {
          description: '`latest`: the newest attempt of every job; `all`: every attempt.',
          schema: { type: 'string', enum: ['latest', 'all'], default: 'latest' },
        },
      },
      responses: { 200: { description: 'A page of jobs', schema: 'JobList' } },
      handle: (call) => {
        const run = runInPath(services, call);
        sendJobs(services, call, run, call.request.query['filter'] === 'all');
      },
    },
    {
      method: 'get',
      path: `${RUNS}/{run_id}/attempts/{attempt_number}/jobs`,
      summary: 'List the jobs of a run attempt',
      query: PAGE_PARAMETERS,
      responses: { 200: { description: 'A page of jobs', schema: 'JobList' } },
      handle: (call) => sendJobs(services, call, attemptInPath(services, call), false),
    },
    {
      method: 'get',
      path: `${RUNS}/{run_id}/artifacts`,
      summary: 'List the artifacts of a run; jobs cannot save any yet',
      query: PAGE_PARAMETERS,
      responses: { 200: { description: 'An empty page', schema: 'ArtifactList' } },
      handle: (call) => {
        runInPath(services, call);
        call.response.json({ total_count: 0, artifacts: [] });
      },
    },
    {
      method: 'get',
      path: `${RUNS}/{run_id}/timing`,
      summary: 'Get how long a run took; nothing is billed',
      responses: { 200: { description: 'The duration in milliseconds', schema: 'Timing' } },
      handle: (call) => {
        const run = runInPath(services, call);
        const end = run.completedAt ?? services.now();
        call.response.json({ billable: {}, run_duration_ms: Math.max(0, end - run.startedAt) });
      },
    },
  ];
}

/** The run that `{owner}/{repo}` and `{run_id}` name. @throws HttpProblem 404 */
export function runInPath(services: Services, call: Call): RunRecord {
  const run = services.index.runs.get(pathRun(call, 'run_id'));
  if (run === null || run.repository !== pathRepository(call)) throw notFound();
  return run;
}

/** As `runInPath`, in the attempt that `{attempt_number}` names. @throws HttpProblem 404 */
export function attemptInPath(services: Services, call: Call): RunRecord {
  const run = runInPath(services, call);
  const attempt = services.index.runs.atAttempt(run.id, pathNumber(call, 'attempt_number'));
  if (attempt === null) throw notFound();
  return attempt;
}

function sendRun(services: Services, call: Call, run: RunRecord): void {
  const { calledWorkflows, repositories } = services.index;
  const called = calledWorkflows.of(run.id);
  call.response.json(runView(run, called, repositories.get(run.repository), new Links(call.base)));
}

function sendJobs(services: Services, call: Call, run: RunRecord, all: boolean): void {
  const { jobs } = services.index;
  const page = requestedPage(call);
  const found = all ? jobs.ofRun(run.id) : jobs.ofAttempt(run.id, run.attempt);
  setPageLinks(call, page, found.length);
  const links = new Links(call.base);
  call.response.json({
    total_count: found.length,
    jobs: slicePage(found, page).map((job) => jobView(job, jobs.steps(job.id), run, links)),
  });
}
