import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Wish } from '../access/index.ts';
import { HttpProblem } from './problem.ts';
import type { Call, Route } from './route.ts';

/** The most bytes of a JSON body: 1 MiB. */
const MOST_JSON_BYTES = 1024 * 1024;

/**
 * Registers routes with an app. A path that exists with other methods is answered with 405, every other by
 * `answerUnknown`, and what is thrown with a problem (RFC 9457). Each request is checked for the wish of the route that
 * express found for it, however its path is spelled, and before its body is read; what has no route wants `read` or
 * `change`.
 */
export function registerRoutes(
  app: Express,
  routes: readonly Route[],
  options: {
    readonly logger: Logger;
    readonly answerUnknown: (call: Call) => Promise<void>;
    readonly baseOf: (request: Request) => string;
    /** @throws HttpProblem for a request that may not have what it wants */
    readonly checkAccess: (request: Request, wish: Wish) => void;
  },
): void {
  const readJson = express.json({ limit: MOST_JSON_BYTES, type: () => true, strict: true });
  /** Notes the route first, so that a refusal is counted where it belongs. */
  const guard = (path: string | null, wish?: Wish): RequestHandler => {
    return (request, response, next) => {
      if (path !== null) response.locals['route'] = path;
      options.checkAccess(request, wish ?? usualWish(request.method));
      next();
    };
  };
  for (const route of routes) {
    const path = expressPath(route.path);
    app[route.method](path, guard(route.path, route.wish));
    if (route.body !== undefined) app[route.method](path, readJson);
    app[route.method](path, async (request, response) => {
      if (route.body?.optional !== true && route.body !== undefined) request.body ??= {};
      await route.handle({ request, response, base: options.baseOf(request) });
    });
  }
  for (const [path, methods] of methodsByPath(routes)) {
    app.all(expressPath(path), guard(path), (request, response) => {
      response.setHeader('Allow', methods.join(', '));
      throw new HttpProblem(405, `${request.method} is not supported here; ${methods.join(', ')} is.`);
    });
  }
  app.use(guard(null), (request, response) =>
    options.answerUnknown({ request, response, base: options.baseOf(request) }),
  );
  app.use(answerWithProblem(options.logger));
}

function usualWish(method: string): Wish {
  return method === 'GET' || method === 'HEAD' ? 'read' : 'change';
}

/** `/a/{b}` as express writes it, `/a/:b`. */
function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** The methods of each path, as routes write it. */
function methodsByPath(routes: readonly Route[]): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, string[]>();
  for (const route of routes) {
    const known = methods.get(route.path) ?? [];
    known.push(...(route.method === 'get' ? ['GET', 'HEAD'] : [route.method.toUpperCase()]));
    methods.set(route.path, known);
  }
  return methods;
}

function answerWithProblem(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    // The caller went away: there is nobody to answer, and nothing failed here.
    if (response.destroyed) return;
    const problem = problemOf(error);
    // What was refused on purpose needs no entry: anybody could fill the log with such requests.
    if (problem.status >= 500 && (problem !== error || problem.cause !== undefined)) {
      logger.error({ err: error, method: request.method, path: request.path }, 'A request failed');
    }
    if (response.headersSent) {
      // Too late for an answer: the connection is cut, so that the reader does not take it for complete.
      next(error);
      return;
    }
    for (const [name, value] of Object.entries(problem.headers)) response.setHeader(name, value);
    response.status(problem.status);
    response.setHeader('Vary', 'Accept');
    response.setHeader('Content-Type', `${problemType(request)}; charset=utf-8`);
    response.end(
      JSON.stringify({
        type: 'about:blank',
        title: problem.message,
        status: problem.status,
        message: problem.message,
        ...(problem.errors.length === 0 ? {} : { errors: problem.errors }),
      }),
    );
  };
}

/**
 * The media type of an error: RFC 9457's, or plain JSON for GitHub's clients, which name GitHub's own types in
 * Accept and hand an error of any other type to their users as text.
 */
function problemType(request: Request): string {
  const isOfGithub = request.headers.accept?.includes('application/vnd.github') === true;
  return isOfGithub ? 'application/json' : 'application/problem+json';
}

/** What the caller is told of an error; nothing of what only the log should say. */
function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  // A parameter of the path that express could not decode.
  if (error instanceof URIError) return new HttpProblem(400, 'The path has a % that encodes nothing.');
  // What express and its body parser throw has a status of its own.
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  switch (status) {
    case 400:
      return new HttpProblem(400, 'Problems parsing JSON');
    case 413:
      return new HttpProblem(413, 'A body has 1 MiB at most.');
    case 415:
      return new HttpProblem(415, 'The body has a character set or compression that is not supported.');
    default:
      return new HttpProblem(500, 'The server made a mistake; its log says more.');
  }
}
