import type { Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import { changeRoutes } from './change-routes.ts';
import { dispatchRoute } from './dispatch-route.ts';
import { jobRoutes } from './job-routes.ts';
import { runRoutes } from './run-routes.ts';
import { workflowRoutes } from './workflow-routes.ts';

/** Everything below `/api/v3`. */
export function githubRoutes(services: Services): readonly Route[] {
  return [
    ...workflowRoutes(services),
    dispatchRoute(services),
    ...runRoutes(services),
    ...changeRoutes(services),
    ...jobRoutes(services),
  ];
}

export { findWorkflow } from './workflow-routes.ts';
export { listRuns, RUN_LIST_PARAMETERS } from './run-list.ts';
