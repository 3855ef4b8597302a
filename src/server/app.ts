import express, { type Express, type Request, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { type AccessOptions, checkAccess, hostName } from './access/index.ts';
import { compressJson } from './http/compression.ts';
import { registerRoutes } from './http/register.ts';
import type { Metrics } from './operations/metrics.ts';
import { SIGN_IN_PATH } from './session/index.ts';
import type { Call, Route } from './http/route.ts';

/** The express app: who may call, what is answered, what is counted. */
export function createApp(options: {
  readonly routes: readonly Route[];
  /** Answers what has no route. @throws HttpProblem */
  readonly answerUnknown: (call: Call) => Promise<void>;
  readonly access: AccessOptions;
  readonly metrics: Metrics;
  readonly logger: Logger;
}): Express {
  const { routes, answerUnknown, access, metrics, logger } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(observe(metrics, logger));
  app.use((_request, response, next) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use(compressJson());
  registerRoutes(app, routes, {
    logger,
    answerUnknown,
    baseOf: (request) => baseOf(request, access),
    checkAccess: (request, wish) => checkAccess(request.headers, wish, access),
  });
  return app;
}

/** Where the caller reaches this server: the public address, else the name it used. */
function baseOf(request: Request, { url }: AccessOptions): string {
  if (url !== null) return url.href.replace(/\/$/, '');
  const { host } = request.headers;
  return hostName(host) === null ? 'http://127.0.0.1' : `http://${host}`;
}

/** Counts every request and notes it at `debug`, without its query and headers: they may hold secrets. */
function observe(metrics: Metrics, logger: Logger): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    const { method, path } = request;
    response.once('close', () => {
      const milliseconds = performance.now() - began;
      const route: unknown = response.locals['route'];
      // The code in the path signs a browser in.
      const shown = route === SIGN_IN_PATH ? SIGN_IN_PATH : path;
      const status = response.statusCode;
      metrics.answered({
        method,
        route: typeof route === 'string' ? route : 'none',
        status,
        seconds: milliseconds / 1_000,
      });
      logger.debug({ method, path: shown, status, milliseconds: Math.round(milliseconds) }, 'Request');
    });
    next();
  };
}
