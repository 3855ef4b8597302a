import { createHash } from 'node:crypto';
import { pathRun, queryRepository } from '../http/parameters.ts';
import { notFound } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import { runListPage, runPage, STYLE } from './pages.ts';

/** Nothing is loaded and no script runs: the one style is known by its hash. */
const POLICY =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; ` +
  `base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Plain pages for a browser. */
export function pageRoutes(services: Services): readonly Route[] {
  const { index } = services;
  return [
    {
      method: 'get',
      path: '/',
      summary: 'The newest runs, as a page',
      query: { repository: { description: 'Only of `owner/name`.', schema: { type: 'string' } } },
      responses: { 200: { description: 'The page', type: 'text/html' } },
      handle: (call) => {
        sendPage(call, runListPage(index.runs.list(queryRepository(call), { limit: 100, offset: 0 }).runs));
      },
    },
    {
      method: 'get',
      path: '/runs/{run}',
      summary: 'A run with its jobs and steps, as a page',
      responses: { 200: { description: 'The page', type: 'text/html' } },
      handle: (call) => {
        const run = index.runs.get(pathRun(call, 'run'));
        if (run === null) throw notFound();
        const jobs = index.jobs
          .ofAttempt(run.id, run.attempt)
          .map((job) => ({ job, steps: index.jobs.steps(job.id) }));
        sendPage(call, runPage(run, jobs, index.runs.errors(run.id)));
      },
    },
  ];
}

function sendPage(call: Call, html: string): void {
  call.response.setHeader('Content-Security-Policy', POLICY);
  call.response.type('text/html').send(html);
}
