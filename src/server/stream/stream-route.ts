import { isRunId } from '../../events/index.ts';
import { invalidQuery, queryRepository, queryText } from '../http/parameters.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import { readerGone } from '../logs/send.ts';
import type { Services } from '../services.ts';
import { StreamClient, type StreamFilter } from './client.ts';
import { readPosition, type StreamPosition } from './position.ts';

/** The most readers at a time. */
const MOST_READERS = 500;

/** Changes as they happen, as server-sent events. */
export function streamRoute(services: Services, heartbeatMs: number): Route {
  return {
    method: 'get',
    path: '/api/stream',
    summary:
      'Follow changes of runs, jobs, steps and deliveries (server-sent events; resumes after Last-Event-ID)',
    query: {
      repository: { description: 'Only of `owner/name`.', schema: { type: 'string' } },
      run: { description: 'Only this run, by id.', schema: { type: 'integer' } },
      after: {
        description: 'As Last-Event-ID, for clients that cannot send it.',
        schema: { type: 'string' },
      },
    },
    responses: { 200: { description: 'The stream', type: 'text/event-stream' } },
    handle: (call) => follow(services, call, heartbeatMs),
  };
}

async function follow(services: Services, call: Call, heartbeatMs: number): Promise<void> {
  const { changes, index } = services;
  if (changes.listeners >= MOST_READERS) throw new HttpProblem(503, 'Too many readers follow the stream.');
  const filter: StreamFilter = { ...queryRepository(call), ...runAsked(call) };
  const known = positionAsked(call);
  const missed = known === null ? [] : changes.since(known);
  const { request, response } = call;
  response.status(200);
  response.setHeader('Content-Type', 'text/event-stream');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Accel-Buffering', 'no');
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const start = known === null || missed === null ? changes.position : known;
  const client = new StreamClient(index, response, filter, start);
  client.send({ event: 'hello', data: { version: services.version } });
  if (missed === null) client.send({ event: 'reset', data: { reason: 'Changes were missed.' } });
  else client.tell(missed);
  const stop = changes.listen((news) => client.tell(news));
  const heartbeat = setInterval(() => client.beat(), heartbeatMs);
  const gone = readerGone(response, services.closing);
  await new Promise<void>((resolve) => {
    if (gone.aborted) resolve();
    gone.addEventListener('abort', () => resolve(), { once: true });
  });
  clearInterval(heartbeat);
  stop();
  response.end();
}

function runAsked(call: Call): Pick<StreamFilter, 'run'> {
  const text = queryText(call, 'run');
  if (text === undefined) return {};
  const run = Number(text);
  if (!isRunId(run)) throw invalidQuery('run', 'is not the id of a run');
  return { run };
}

/** Where the reader was; a text that is no position counts as having missed everything. */
function positionAsked(call: Call): StreamPosition | null {
  const text = call.request.get('last-event-id') ?? queryText(call, 'after');
  if (text === undefined || text === '') return null;
  return readPosition(text) ?? new Map();
}
