import type { Route } from '../http/route.ts';
import type { BuiltPages } from './built-pages.ts';

/** The addresses that pages have; which page it is, the application in the browser decides. */
const PAGES: readonly (readonly [path: string, summary: string])[] = [
  ['/', 'The runs, as a page'],
  ['/runs/{run}', 'A run, as a page'],
  ['/runs/{run}/jobs/{job}', 'The log of a job attempt, as a page'],
  ['/runs/{run}/workflow', 'The workflow file of a run, as a page'],
  ['/repositories', 'The repositories, as a page'],
  ['/repositories/{owner}/{repo}', 'A repository, as a page'],
  ['/deliveries', 'The deliveries, as a page'],
  ['/workers', 'The workers, as a page'],
  ['/dispatch/{owner}/{repo}/{workflow}', 'Starting a workflow by hand, as a page'],
  ['/sign-in', 'Signing in, as a page'],
];

/** Files that are named by the pages. */
const FILES: readonly string[] = ['/assets/{file}', '/icon.svg', '/theme.js'];

/** The pages for browsers: they hold no data, which they read from the API. */
export function webRoutes(pages: BuiltPages): readonly Route[] {
  return [
    ...PAGES.map(
      ([path, summary]): Route => ({
        method: 'get',
        path,
        summary,
        wish: 'page',
        responses: { 200: { description: 'The page', type: 'text/html' } },
        handle: (call) => pages.sendPage(call),
      }),
    ),
    ...FILES.map(
      (path): Route => ({
        method: 'get',
        path,
        summary: 'A file of the pages',
        wish: 'page',
        responses: { 200: { description: 'The file' } },
        handle: (call) => pages.sendFile(call),
      }),
    ),
  ];
}
