import { once, setMaxListeners } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLoopback, Sessions } from './access/index.ts';
import { createApp } from './app.ts';
import { Commands } from './commands.ts';
import { Connections } from './connections.ts';
import { Metrics } from './operations/metrics.ts';
import { type ServerOptions, ServerOptionsError } from './options.ts';
import { SignInLinks, signInUrl } from './session/index.ts';
import { allRoutes } from './routes.ts';
import type { Services } from './services.ts';
import { ChangeFeed } from './stream/change-feed.ts';
import { WorkerRoster } from './worker-roster.ts';
import { builtPages } from './web/built-pages.ts';

/** A server that listens. */
export interface RunningServer {
  readonly port: number;
  /** Where it is reached: `--url`, else the address bound to. Without a slash at its end. */
  readonly url: string;
  /** Makes a link that signs a browser in, once within a day. */
  signInUrl(): string;
  /** Ends open streams, finishes what is being answered, and stops listening. */
  close(): Promise<void>;
}

/** Milliseconds that requests may take to end when the server closes. */
const CLOSE_LIMIT_MS = 3_000;
/** Milliseconds that a client may take to send a request's head, and all of a request. */
const HEADERS_LIMIT_MS = 15_000;
const REQUEST_LIMIT_MS = 60_000;
/** The most bytes of a request's headers. */
const MOST_HEADER_BYTES = 16 * 1024;

/**
 * Starts the server: webhooks in, API out (DESIGN, "Surfaces").
 * @throws ServerOptionsError for an address that must not or cannot be used
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const url = checkAddress(options);
  const closing = new AbortController();
  // Every request that waits listens to it.
  setMaxListeners(0, closing.signal);
  const now = options.now ?? Date.now;
  const { log, index, logs, keys, forges, version, freeDisk, allowLocal, logger } = options;
  const effectLimitMs = options.effectLimitMs ?? 5_000;
  let isCaughtUp = false;
  const workers = new WorkerRoster(log, (error) =>
    logger.error({ err: error }, 'Workers cannot be followed'),
  );
  const changes = new ChangeFeed(index);
  const { fold } = options;
  const output = options.output?.counters;
  const metrics = new Metrics({ index, log, fold, workers, freeDisk, output, now });
  const sessions = new Sessions({ token: keys.token, ended: options.endedSessions, now });
  const access = { host: options.host, url, token: keys.token, workerToken: keys.workerToken, sessions };
  const links = new SignInLinks(now);
  const services: Services = {
    log,
    index,
    logs,
    output: options.output ?? null,
    keys,
    forges,
    version,
    freeDisk,
    otherObstacles: options.otherObstacles ?? (() => []),
    allowLocal,
    ...(options.wrongTokenMs === undefined ? {} : { wrongTokenMs: options.wrongTokenMs }),
    logger,
    access,
    links,
    workers,
    changes,
    metrics,
    now,
    commands: new Commands({ log, index, now, limitMs: effectLimitMs }),
    effectLimitMs,
    states: options.fold.states,
    isCaughtUp: () => isCaughtUp,
    closing: closing.signal,
  };
  const markCaughtUp = async (): Promise<void> => {
    await options.fold.caughtUp;
    isCaughtUp = true;
  };
  markCaughtUp().catch((error: unknown) => logger.error({ err: error }, 'The event log cannot be read'));
  const pages = builtPages(options.pagesFolder ?? null);
  const routes = allRoutes(services, {
    streamHeartbeatMs: options.streamHeartbeatMs ?? 15_000,
    pages,
  });
  const server = createServer(
    { maxHeaderSize: MOST_HEADER_BYTES, keepAlive: true, noDelay: true },
    createApp({ routes, answerUnknown: (call) => pages.sendNotFound(call), access, metrics, logger }),
  );
  const connections = new Connections(server);
  server.headersTimeout = HEADERS_LIMIT_MS;
  server.requestTimeout = REQUEST_LIMIT_MS;
  const release = async (): Promise<void> => {
    changes.close();
    metrics.close();
    await workers.close();
  };
  try {
    const port = await listen(server, options);
    const reached = url === null ? boundUrl(options.host, port) : url.href.replace(/\/$/, '');
    return {
      port,
      url: reached,
      signInUrl: () => signInUrl(reached, links.make().code),
      close: async () => {
        closing.abort();
        await connections.close(CLOSE_LIMIT_MS);
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

function checkAddress({ host, url }: ServerOptions): URL | null {
  if (url === null) {
    if (isLoopback(host)) return null;
    throw new ServerOptionsError(
      `--host ${host} can be reached from other machines: give the public address too, --url https://ci.example.com.`,
    );
  }
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (
    parsed === null ||
    !['http:', 'https:'].includes(parsed.protocol) ||
    [parsed.username, parsed.password, parsed.search, parsed.hash].some((part) => part !== '')
  ) {
    throw new ServerOptionsError(
      `--url ${url} is not an http or https address without credentials, "?" and "#".`,
    );
  }
  return parsed;
}

async function listen(server: HttpServer, { host, port }: ServerOptions): Promise<number> {
  server.listen({ host: host.replace(/^\[(.*)\]$/, '$1'), port });
  try {
    await once(server, 'listening');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const hint = why === 'EADDRINUSE' ? 'it is in use; choose another with --port' : why;
    throw new ServerOptionsError(`The server cannot listen at ${host} port ${port}: ${hint}.`, {
      cause: error,
    });
  }
  return portOf(server.address());
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port;
  throw new ServerOptionsError('The server did not get an address.');
}

function boundUrl(host: string, port: number): string {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return `http://${bare.includes(':') ? `[${bare}]` : bare}:${port}`;
}
