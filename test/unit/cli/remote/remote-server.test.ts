import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  checkToken,
  checkTokenLater,
  createHttpRepositoryAccess,
  createHttpSecretSource,
  RemoteServer,
  RemoteServerError,
  type RemoteServerOptions,
} from '../../../../src/cli/remote/index.ts';
import { workerId } from '../../../../src/events/index.ts';
import { jobSpec } from '../../worker/support/job-spec.ts';

const TOKEN = 'a-token-that-nobody-prints';
const SPEC = jobSpec([{ run: 'true' }]);
const GRANT = { spec: SPEC, worker: workerId('worker-1') };
const GOOD = {
  secrets: { KEY: 's3cr3t' },
  url: 'https://git.example.com/a.git',
  credentials: 'mona:hunter2',
};

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let url: string;
/** What is answered, in order; the last one again and again. */
let answers: Answer[];
let asked: {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body: unknown;
}[];
let logged: string[];

beforeEach(async () => {
  asked = [];
  logged = [];
  server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      asked.push({
        method: request.method ?? '',
        path: request.url ?? '',
        token: request.headers.authorization ?? '',
        body: text === '' ? null : JSON.parse(text),
      });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      answer?.(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function json(status: number, body: unknown): Answer {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

function remote(options: Partial<RemoteServerOptions> = {}): RemoteServer {
  const logger = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  return new RemoteServer({
    server: url,
    token: TOKEN,
    logger,
    firstPauseMs: 1,
    longestPauseMs: 5,
    ...options,
  });
}

const never = new AbortController().signal;

/** What a promise rejects with. */
async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => new Error('It did not fail.'),
    (error: unknown) => error,
  );
}

describe('the secrets of a job, by HTTP', () => {
  it('are asked for with the grant and the token', async () => {
    answers = [json(200, GOOD)];
    expect(await createHttpSecretSource(remote()).secretsOf(GRANT, never)).toEqual({
      secrets: GOOD.secrets,
      access: { url: GOOD.url, credentials: GOOD.credentials },
    });
    expect(asked).toEqual([
      {
        method: 'POST',
        path: `/api/worker/jobs/${SPEC.job}/secrets`,
        token: `Bearer ${TOKEN}`,
        body: { worker: 'worker-1', run: SPEC.run, repository: 'octo/sample' },
      },
    ]);
  });

  it('come without access where the repository is not registered any more', async () => {
    answers = [json(200, { secrets: {}, url: null, credentials: null })];
    expect(await createHttpSecretSource(remote()).secretsOf(GRANT, never)).toEqual({
      secrets: {},
      access: null,
    });
  });

  it('are waited for while the server is away or behind, and the log says so once', async () => {
    const cut: Answer = (request) => void request.socket.destroy();
    answers = [cut, json(503, { message: 'The server is still reading its log.' }), cut, json(502, null)];
    answers.push(json(200, GOOD));
    const source = remote();
    expect(source.problem).toBeNull();
    expect((await createHttpSecretSource(source).secretsOf(GRANT, never)).secrets).toEqual(GOOD.secrets);
    expect(asked).toHaveLength(5);
    expect(logged.map((line) => JSON.parse(line).msg)).toEqual([
      'A server does not give what is needed; waiting for it',
      'The server answers again',
    ]);
    expect(source.problem).toBeNull();
  });

  it('are not waited for once the job is cancelled', async () => {
    answers = [json(503, { message: 'Wait.' })];
    const cancelled = new AbortController();
    const waiting = remote({ firstPauseMs: 3_600_000, longestPauseMs: 3_600_000 });
    const secrets = failure(createHttpSecretSource(waiting).secretsOf(GRANT, cancelled.signal));
    await expect.poll(() => waiting.problem, { timeout: 20_000 }).toBe('Wait.');
    cancelled.abort();
    expect(await secrets).toMatchObject({ name: 'AbortError' });
    answers = [() => undefined];
    const hanging = new AbortController();
    const unanswered = failure(createHttpSecretSource(remote()).secretsOf(GRANT, hanging.signal));
    await expect.poll(() => asked.length, { timeout: 20_000 }).toBe(2);
    hanging.abort(new Error('cancelled'));
    expect(await unanswered).toMatchObject({ message: 'cancelled' });
  });

  it('are refused with the sentence of the server, which is not asked again', async () => {
    answers = [json(409, { message: 'The job 7 is not granted to the worker worker-1, or it is over.' })];
    const error = await failure(createHttpSecretSource(remote()).secretsOf(GRANT, never));
    expect(error).toBeInstanceOf(RemoteServerError);
    expect(error).toMatchObject({
      status: 409,
      isAway: false,
      message: expect.stringContaining('not granted'),
    });
    expect(asked).toHaveLength(1);
  });

  it('are not looked for at another address, which would get the token', async () => {
    for (const status of [301, 302, 307, 308]) {
      answers = [(_, response) => void response.writeHead(status, { location: `${url}/elsewhere` }).end()];
      const error = await failure(createHttpSecretSource(remote()).secretsOf(GRANT, never));
      expect(error).toMatchObject({ message: expect.stringContaining('sends to another address') });
    }
    expect(asked.map(({ path }) => path)).not.toContain('/elsewhere');
  });

  it('are in no error, whatever the answer looks like', async () => {
    const bad: Answer[] = [
      json(200, { ...GOOD, secrets: { KEY: 1 } }),
      json(200, { ...GOOD, secrets: ['s3cr3t'] }),
      json(200, { ...GOOD, credentials: ['mona:hunter2'] }),
      json(200, 's3cr3t'),
      (_, response) => void response.end('s3cr3t mona:hunter2'),
    ];
    for (const answer of bad) {
      answers = [answer];
      const error = await failure(createHttpSecretSource(remote()).secretsOf(GRANT, never));
      expect(error).toMatchObject({ message: expect.stringContaining('did not answer as a Runbook server') });
      expect(String(error)).not.toMatch(/s3cr3t|hunter2/);
    }
    expect(logged.join('')).not.toMatch(/s3cr3t|hunter2/);
  });
});

describe('a server on another machine', () => {
  it('that does not answer in time is away', async () => {
    answers = [() => undefined];
    const error = await failure(remote({ limitMs: 20 }).ask('GET', '/api/workers', undefined, never));
    expect(error).toMatchObject({
      isAway: true,
      message: expect.stringContaining('no answer within 0.02 seconds'),
    });
  });

  it('that cannot be reached is named without the token', async () => {
    server.close();
    const error = await failure(remote().ask('GET', '/api/workers', undefined, never));
    expect(error).toMatchObject({ isAway: true, message: expect.stringContaining('ECONNREFUSED') });
    expect(String(error)).toContain(url);
    expect(String(error)).not.toContain(TOKEN);
  });

  it('has no control characters in its sentences', async () => {
    answers = [json(400, { message: 'up\u001b[2J\nand away' })];
    const error = await failure(remote().ask('GET', '/api/workers', undefined, never));
    expect(error).toMatchObject({ message: 'up [2J and away.' });
  });
});

describe('the access to a repository, by HTTP', () => {
  const of = (credentials: string | null) => ({
    repository: SPEC.repository,
    registration: { url: GOOD.url, secret: 'sealed', credentials },
  });

  it('needs no server where there are no credentials', async () => {
    answers = [];
    const access = createHttpRepositoryAccess(remote());
    expect(await access(of(null), never)).toEqual({ url: GOOD.url, credentials: null });
    expect(asked).toEqual([]);
  });

  it('is opened by showing what is sealed, and waited for whatever the server says', async () => {
    answers = [
      json(401, { message: 'Bad credentials' }),
      json(503, { message: 'The server knows octo/sample by another registration.' }),
      json(200, { url: GOOD.url, credentials: 'mona:hunter2' }),
    ];
    const access = createHttpRepositoryAccess(remote());
    expect(await access(of('v1.sealed'), never)).toEqual({ url: GOOD.url, credentials: 'mona:hunter2' });
    expect(asked).toHaveLength(3);
    expect(asked[2]).toMatchObject({
      path: '/api/repositories/octo/sample/access',
      body: { credentials: 'v1.sealed' },
    });
    expect(logged.join('')).not.toContain('hunter2');
  });
});

describe('the token, looked at when a process starts', () => {
  it.each(['worker', 'all'] as const)('is good, wrong, or not known yet (%s)', async (needs) => {
    answers = [json(200, {})];
    expect(await checkToken(remote(), needs, 5_000)).toBeNull();
    answers = [json(503, { message: 'Later.' })];
    expect(await checkToken(remote(), needs, 5_000)).toBe('Later.');
    answers = [() => undefined];
    expect(await checkToken(remote(), needs, 10)).toMatch(/has not answered yet/);
    answers = [json(401, { message: 'Bad credentials' })];
    await expect(checkToken(remote(), needs, 5_000)).rejects.toThrow(
      needs === 'worker' ? /refuses the token: .*RUNBOOK_WORKER_TOKEN/ : /refuses the token: .*RUNBOOK_TOKEN/,
    );
    answers = [json(404, { message: 'Not Found' })];
    await expect(checkToken(remote(), needs, 5_000)).rejects.toThrow('no Runbook server of this version');
  });

  it('is looked at again where the server was away, and what is wrong is said in the log', async () => {
    answers = [json(503, { message: 'Later.' }), json(401, { message: 'Bad credentials' })];
    const logger = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) });
    const away = remote();
    await checkTokenLater(away, 'worker', logger, never);
    expect(logged.map((line) => JSON.parse(line).msg)).toContainEqual(
      expect.stringContaining('refuses the token'),
    );
    expect(away.problem).toBeNull();
    const ended = new AbortController();
    answers = [json(503, { message: 'Later.' })];
    const looking = checkTokenLater(away, 'worker', logger, ended.signal);
    await expect.poll(() => away.problem, { timeout: 20_000 }).toBe('Later.');
    ended.abort();
    await looking;
    expect(away.problem).toBeNull();
  });
});
