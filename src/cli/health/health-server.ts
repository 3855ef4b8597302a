import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import { CommandError } from '../exit-code.ts';

/** What probes of a process without the server role are told. */
export interface HealthOptions {
  readonly host: string;
  /** 0: whichever is free. */
  readonly port: number;
  /** Why it does not do its work now, each a sentence; empty where it does. */
  readonly obstacles: () => readonly string[];
  /** What `/metrics` shows. */
  readonly registry: Registry;
}

/** A health server that listens. */
export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Answers `/healthz`, `/readyz` and `/metrics`, and nothing else, to everybody who reaches it: what they say is no
 * secret.
 * @throws CommandError where it cannot listen there
 */
export async function startHealthServer(options: HealthOptions): Promise<HealthServer> {
  const { host, port } = options;
  const server = createServer(answerer(options));
  server.listen({ host: host.replace(/^\[(.*)\]$/, '$1'), port });
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const why = code === 'EADDRINUSE' ? 'it is in use; choose another' : code;
    throw new CommandError(`--health-port: nobody can listen at ${host} port ${port}: ${why}.`, {
      cause: error,
    });
  }
  return { port: portOf(server), close: () => close(server) };
}

function answerer({ obstacles, registry }: HealthOptions): RequestListener {
  return (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    const path = request.url?.split('?', 1)[0];
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      send(response, 405, 'text/plain', `${request.method} is not supported here.\n`);
    } else if (path === '/healthz') {
      send(response, 200, 'text/plain', 'ok\n');
    } else if (path === '/readyz') {
      const reasons = obstacles();
      const ready = reasons.length === 0;
      send(response, ready ? 200 : 503, 'application/json', `${JSON.stringify({ ready, reasons })}\n`);
    } else if (path === '/metrics') {
      registry.metrics().then(
        (text) => send(response, 200, registry.contentType, text),
        () => send(response, 500, 'text/plain', 'The figures could not be gathered.\n'),
      );
    } else {
      send(response, 404, 'text/plain', 'There are /healthz, /readyz and /metrics here.\n');
    }
  };
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address === 'object' && address !== null) return address.port;
  throw new CommandError('The health server did not get an address.');
}
