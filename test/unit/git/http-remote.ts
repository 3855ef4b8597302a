import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';

/** A git server over HTTP, as it was asked. */
export interface HttpRemote {
  readonly url: string;
  /** The Authorization header of each request. */
  readonly authorizations: (string | undefined)[];
  close(): Promise<void>;
}

/**
 * What the server does: `old` speaks protocol 0 only, `silent` never answers, and one with `movedTo` sends
 * everybody to that address.
 */
export type Behaviour = 'new' | 'old' | 'silent' | { readonly movedTo: string };

/** Serves the repositories below a folder by git's own CGI program, to those with the credentials (null: to all). */
export async function serveOverHttp(
  root: string,
  credentials: string | null,
  behaviour: Behaviour = 'new',
): Promise<HttpRemote> {
  const authorizations: (string | undefined)[] = [];
  const expected = credentials === null ? null : `Basic ${Buffer.from(credentials).toString('base64')}`;
  const server = createServer((request, response) => {
    authorizations.push(request.headers.authorization);
    if (behaviour === 'silent') return;
    if (typeof behaviour === 'object') {
      response.writeHead(301, { location: `${behaviour.movedTo}${request.url}` }).end();
      return;
    }
    if (expected !== null && request.headers.authorization !== expected) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      return;
    }
    serve(root, behaviour, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    authorizations,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function serve(root: string, behaviour: Behaviour, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '/', 'http://host');
  const protocol = request.headers['git-protocol'];
  const cgi = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      REQUEST_METHOD: request.method,
      PATH_INFO: decodeURIComponent(pathname),
      QUERY_STRING: search.slice(1),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      ...(behaviour === 'new' && typeof protocol === 'string' ? { GIT_PROTOCOL: protocol } : {}),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(cgi.stdin);
  const output: Buffer[] = [];
  cgi.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  cgi.on('close', () => {
    const answer = Buffer.concat(output);
    const end = answer.indexOf('\r\n\r\n');
    const headers = new Map(
      answer
        .toString('latin1', 0, end)
        .split('\r\n')
        .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const status = Number.parseInt(headers.get('Status') ?? '200', 10);
    response
      .writeHead(status, { 'content-type': headers.get('Content-Type') ?? '' })
      .end(answer.subarray(end + 4));
  });
}
