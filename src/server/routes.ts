import { githubRoutes } from './github/index.ts';
import type { Route } from './http/route.ts';
import { openapiDocument } from './operations/openapi.ts';
import { operationRoutes } from './operations/operation-routes.ts';
import { runbookRoutes } from './runbook/index.ts';
import { signInRoutes } from './session/index.ts';
import type { Services } from './services.ts';
import { streamRoute } from './stream/stream-route.ts';
import { workerRoutes } from './grants/worker-routes.ts';
import type { BuiltPages } from './web/built-pages.ts';
import { webRoutes } from './web/web-routes.ts';
import { webhookRoutes } from './webhooks/webhook-routes.ts';

/** Everything that the server answers. */
export function allRoutes(
  services: Services,
  { streamHeartbeatMs, pages }: { readonly streamHeartbeatMs: number; readonly pages: BuiltPages },
): readonly Route[] {
  const routes: readonly Route[] = [
    ...webhookRoutes(services),
    ...githubRoutes(services),
    ...runbookRoutes(services),
    ...workerRoutes(services),
    ...signInRoutes(services),
    streamRoute(services, streamHeartbeatMs),
    ...operationRoutes(services),
  ];
  const description: Route = {
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This description',
    responses: { 200: { description: 'OpenAPI 3.1', type: 'application/json' } },
    handle: ({ response }) => {
      response.json(document);
    },
  };
  const document = openapiDocument([...routes, description], services.version);
  // Pages are for people: the API's description is without them.
  return [...routes, description, ...webRoutes(pages)];
}
