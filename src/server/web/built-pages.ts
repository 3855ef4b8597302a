import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request, Response } from 'express';
import sirv from 'sirv';
import { notFound, unavailable } from '../http/problem.ts';
import type { Call } from '../http/route.ts';

/** A year, in seconds: a built file's name changes with its content. */
const ASSET_SECONDS = 365 * 24 * 60 * 60;

/** What a page may do: load this server's files and talk to this server, nothing inline, nothing from elsewhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Answers with files of the built pages, in the smallest form that the browser takes. */
export interface BuiltPages {
  /** The document that every page begins with. */
  sendPage(call: Call): Promise<void>;
  /** The same with status 404 to a browser that opens an address that there is not. @throws HttpProblem 404 for all else */
  sendNotFound(call: Call): Promise<void>;
  /** The file that the request's path names. @throws HttpProblem 404 */
  sendFile(call: Call): Promise<void>;
}

/** @param root the folder that the build wrote; null: there is none, and pages say so */
export function builtPages(root: string | null): BuiltPages {
  if (root === null || !existsSync(join(root, 'index.html')))
    return { sendPage: notBuilt, sendNotFound: nothing, sendFile: notBuilt };
  const shared = { dotfiles: false, etag: true, gzip: true, brotli: true } as const;
  const assets = sirv(root, { ...shared, maxAge: ASSET_SECONDS, immutable: true });
  // Named alike in every version: the browser asks each time whether it has changed.
  const named = sirv(root, { ...shared, maxAge: 0 });
  return {
    sendPage: (call) => {
      const { request, response } = call;
      protectPage(response);
      // Whatever the page's address is, the document is the same.
      request.url = '/index.html';
      return send(named, call);
    },
    sendNotFound: async ({ request, response }) => {
      if (!opensPage(request)) throw notFound();
      protectPage(response);
      // sirv answers with 200 or 304 only.
      response
        .status(404)
        .type('html')
        .send(await readFile(join(root, 'index.html')));
    },
    sendFile: (call) => send(call.request.path.startsWith('/assets/') ? assets : named, call),
  };
}

function protectPage(response: Response): void {
  response.setHeader('Content-Security-Policy', POLICY);
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
}

/** Whether it is a browser that somebody sends to an address: scripts and command lines name no HTML. */
function opensPage({ method, path, headers }: Request): boolean {
  const isReading = method === 'GET' || method === 'HEAD';
  return isReading && !/^\/api(\/|$)/.test(path) && headers.accept?.includes('text/html') === true;
}

function nothing(): Promise<never> {
  return Promise.reject(notFound());
}

async function send(serve: ReturnType<typeof sirv>, { request, response }: Call): Promise<void> {
  response.removeHeader('Cache-Control');
  await new Promise<void>((resolve, reject) => {
    response.once('close', resolve);
    serve(request, response, () => reject(notFound()));
  });
}

function notBuilt(): Promise<never> {
  return Promise.reject(
    unavailable('The pages are not built: run `npm run build`. The API works without them.'),
  );
}
