import type { RepositoryName } from '../../events/index.ts';
import type { WorkflowRecord } from '../../store/index.ts';
import { PAGE_PARAMETERS, requestedPage, setPageLinks, slicePage } from '../http/pagination.ts';
import { pathRepository, pathText } from '../http/parameters.ts';
import { notFound } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import { knownRepository, type Services } from '../services.ts';
import { Links, repositoryView, runView, workflowFile, workflowView } from '../views/index.ts';
import { listRuns, RUN_LIST_PARAMETERS } from './run-list.ts';

const REPOSITORY = '/api/v3/repos/{owner}/{repo}';
const WORKFLOWS = `${REPOSITORY}/actions/workflows`;

/** Reading workflows (GitHub's REST API, "Workflows") and the repository they are in. */
export function workflowRoutes(services: Services): readonly Route[] {
  return [
    {
      method: 'get',
      path: REPOSITORY,
      summary: 'Get a repository',
      responses: { 200: { description: 'The repository', schema: 'Repository' } },
      handle: (call) => {
        const repository = knownRepository(services, pathRepository(call));
        call.response.json(repositoryView(repository.name, repository, new Links(call.base)));
      },
    },
    {
      method: 'get',
      path: WORKFLOWS,
      summary: 'List the workflows seen so far',
      query: PAGE_PARAMETERS,
      responses: { 200: { description: 'A page of workflows', schema: 'WorkflowList' } },
      handle: (call) => {
        const { name } = knownRepository(services, pathRepository(call));
        const page = requestedPage(call);
        const workflows = services.index.repositories.workflows(name);
        setPageLinks(call, page, workflows.length);
        const links = new Links(call.base);
        call.response.json({
          total_count: workflows.length,
          workflows: slicePage(workflows, page).map((workflow) => workflowView(workflow, links)),
        });
      },
    },
    {
      method: 'get',
      path: `${WORKFLOWS}/{workflow_id}`,
      summary: 'Get a workflow by its id or file name',
      responses: { 200: { description: 'The workflow', schema: 'Workflow' } },
      handle: (call) => {
        call.response.json(workflowView(workflowInPath(services, call), new Links(call.base)));
      },
    },
    {
      method: 'get',
      path: `${WORKFLOWS}/{workflow_id}/runs`,
      summary: 'List the runs of a workflow, newest first',
      query: RUN_LIST_PARAMETERS,
      responses: { 200: { description: 'A page of runs', schema: 'RunList' } },
      handle: (call) => {
        const workflow = workflowInPath(services, call);
        const repository = services.index.repositories.get(workflow.repository);
        const { total, runs } = listRuns(services, call, { workflow: workflow.id });
        const links = new Links(call.base);
        call.response.json({
          total_count: total,
          workflow_runs: runs.map((run) => runView(run, repository, links)),
        });
      },
    },
  ];
}

/** The workflow that `{workflow_id}` names. @throws HttpProblem 404 */
function workflowInPath(services: Services, call: Call): WorkflowRecord {
  const { name } = knownRepository(services, pathRepository(call));
  const asked = pathText(call, 'workflow_id');
  const workflow = findWorkflow(services, name, asked) ?? workflowOfRuns(services, name, asked);
  if (workflow === null) throw notFound();
  return workflow;
}

/**
 * What runs give as their workflow although no file was seen: a delivery that could not be taken in. Clients look
 * up the workflow of every run that they list.
 */
function workflowOfRuns(services: Services, repository: RepositoryName, id: string): WorkflowRecord | null {
  if (!/^\d{1,15}$/.test(id)) return null;
  const { runs } = services.index.runs.list({ repository, workflow: Number(id) }, { limit: 1, offset: 0 });
  const [newest] = runs;
  if (newest === undefined) return null;
  const { workflow, createdAt, updatedAt } = newest;
  return { ...workflow, repository, dispatch: null, createdAt, updatedAt };
}

/** A workflow by its id, file name, path or name; null where none was seen. */
export function findWorkflow(
  services: Services,
  repository: RepositoryName,
  text: string,
): WorkflowRecord | null {
  const workflows = services.index.repositories.workflows(repository);
  return (
    workflows.find((workflow) => String(workflow.id) === text || workflow.path === text) ??
    workflows.find((workflow) => workflowFile(workflow.path) === text) ??
    workflows.find((workflow) => workflow.name === text) ??
    null
  );
}
