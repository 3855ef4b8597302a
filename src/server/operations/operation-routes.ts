import { findWorkflow } from '../github/index.ts';
import { pathRepository, pathText, queryText } from '../http/parameters.ts';
import { notFound } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import { knownRepository, type Services } from '../services.ts';
import { badgeSvg } from './badge.ts';
import { unreadiness } from './readiness.ts';

/** For those who operate the server, and for READMEs. */
export function operationRoutes(services: Services): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/healthz',
      wish: 'probe',
      summary: 'Whether the process answers',
      responses: { 200: { description: 'It does', type: 'text/plain' } },
      handle: ({ response }) => {
        response.type('text/plain').send('ok\n');
      },
    },
    {
      method: 'get',
      path: '/readyz',
      wish: 'probe',
      summary: 'Whether new work is taken',
      responses: {
        200: { description: 'It is', schema: 'Readiness' },
        503: { description: 'It is not, and why', schema: 'Readiness' },
      },
      handle: ({ response }) => {
        const reasons = unreadiness(services);
        response.status(reasons.length === 0 ? 200 : 503).json({ ready: reasons.length === 0, reasons });
      },
    },
    {
      method: 'get',
      path: '/metrics',
      summary: 'Figures for Prometheus',
      responses: { 200: { description: 'The figures', type: 'text/plain' } },
      handle: async ({ response }) => {
        const { type, body } = await services.metrics.text();
        response.setHeader('Content-Type', type);
        response.end(body);
      },
    },
    {
      method: 'get',
      path: '/badge/{owner}/{repo}/{workflow}.svg',
      summary: 'A badge: how the newest finished run of a workflow ended',
      query: {
        branch: { description: 'Of this branch; default: of any.', schema: { type: 'string' } },
        event: { description: 'Of runs started by this event.', schema: { type: 'string' } },
      },
      responses: { 200: { description: 'The badge', type: 'image/svg+xml' } },
      handle: (call) => sendBadge(services, call),
    },
  ];
}

function sendBadge(services: Services, call: Call): void {
  const { name } = knownRepository(services, pathRepository(call));
  const workflow = findWorkflow(services, name, pathText(call, 'workflow'));
  if (workflow === null) throw notFound();
  const branch = queryText(call, 'branch');
  const event = queryText(call, 'event');
  const { runs } = services.index.runs.list(
    {
      workflow: workflow.id,
      status: 'completed',
      ...(branch === undefined ? {} : { branch }),
      ...(event === undefined ? {} : { event }),
    },
    { limit: 1, offset: 0 },
  );
  const { response } = call;
  response.setHeader('Cache-Control', 'no-cache');
  response.type('image/svg+xml').send(badgeSvg(workflow.name, runs[0]?.conclusion ?? null));
}
