import type { Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import { accessRoute } from './access-route.ts';
import { logRoutes } from './log-routes.ts';
import { overviewRoutes } from './overview-routes.ts';
import { repositoryRoutes } from './repository-routes.ts';
import { runListRoutes } from './run-list-routes.ts';
import { runbookRunRoutes } from './run-routes.ts';
import { secretRoutes } from './secret-routes.ts';
import { workflowFileRoute } from './workflow-file-route.ts';

/** What GitHub has no name for, below `/api`. */
export function runbookRoutes(services: Services): readonly Route[] {
  return [
    ...runListRoutes(services),
    ...runbookRunRoutes(services),
    workflowFileRoute(services),
    ...logRoutes(services),
    ...repositoryRoutes(services),
    accessRoute(services),
    ...secretRoutes(services),
    ...overviewRoutes(services),
  ];
}
