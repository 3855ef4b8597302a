import type { Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import { showWorkflowFile } from '../workflow-file/index.ts';
import { runInPath } from './run-routes.ts';

/** The definition that a run is pinned to, as it was written. */
export function workflowFileRoute(services: Services): Route {
  return {
    method: 'get',
    path: '/api/runs/{run}/workflow',
    summary:
      'Get the workflow file of a run as it was at its commit, with its jobs, steps and mistakes by line',
    responses: { 200: { description: 'The file', schema: 'WorkflowFile' } },
    handle: async (call) => {
      call.response.json(await showWorkflowFile(services, runInPath(services, call)));
    },
  };
}
