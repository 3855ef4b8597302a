import { isJobId, isRunId } from '../../events/index.ts';
import { invalidQuery, queryRepository, queryText } from '../http/parameters.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import { readerGone } from '../logs/send.ts';
import type { Services } from '../services.ts';
import { Audience } from './audience.ts';
import { StreamClient } from './client.ts';
import type { TailedStep } from './log-tail.ts';
import { messageText, type StreamMessage } from './message.ts';
import { positionText, readPosition, type StreamPosition } from './position.ts';
import { type StreamFilter, Telling } from './telling.ts';

/** The most readers at a time. */
const MOST_READERS = 2_000;

/** Changes as they happen, as server-sent events. */
export function streamRoute(services: Services, heartbeatMs: number): Route {
  const audience = new Audience(services);
  services.closing.addEventListener('abort', () => audience.close(), { once: true });
  return {
    method: 'get',
    path: '/api/stream',
    summary:
      'Follow changes of runs, jobs, steps and deliveries, and a log (server-sent events; resumes after Last-Event-ID)',
    query: {
      repository: { description: 'Only of `owner/name`.', schema: { type: 'string' } },
      run: { description: 'Only this run, by id.', schema: { type: 'integer' } },
      log: {
        description:
          'The log of a step, `JOB/STEP`, too: `log` events with its newest lines, five a second at most. They are not resumed: read what was missed by `from`.',
        schema: { type: 'string' },
      },
      workers: {
        description: '`1`: what is heard of workers, too.',
        schema: { type: 'string', enum: ['1'] },
      },
      after: {
        description: 'As Last-Event-ID, for clients that cannot send it.',
        schema: { type: 'string' },
      },
    },
    responses: { 200: { description: 'The stream', type: 'text/event-stream' } },
    handle: (call) => follow(services, audience, call, heartbeatMs),
  };
}

async function follow(
  services: Services,
  audience: Audience,
  call: Call,
  heartbeatMs: number,
): Promise<void> {
  const { changes, index } = services;
  if (audience.size >= MOST_READERS) throw new HttpProblem(503, 'Too many readers follow the stream.');
  const filter: StreamFilter = { ...queryRepository(call), ...runAsked(call) };
  const wishes = { log: logAsked(call), workers: queryText(call, 'workers') === '1' };
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
  const client = new StreamClient(response, filter);
  const start = known === null || missed === null ? changes.position : known;
  const greet = (message: StreamMessage): void => client.write(messageText(message, positionText(start)));
  greet({ event: 'hello', data: { version: services.version } });
  if (missed === null) greet({ event: 'reset', data: { reason: 'Changes were missed.' } });
  else client.write(new Telling(index, { changes: missed, after: start }).textFor(filter) ?? '');
  const leave = audience.add(client, wishes);
  const heartbeat = setInterval(() => client.beat(), heartbeatMs);
  const gone = readerGone(response, services.closing);
  await new Promise<void>((resolve) => {
    if (gone.aborted) resolve();
    gone.addEventListener('abort', () => resolve(), { once: true });
  });
  clearInterval(heartbeat);
  leave();
  response.end();
}

/** @throws HttpProblem 422 */
function logAsked(call: Call): TailedStep | null {
  const text = queryText(call, 'log');
  if (text === undefined) return null;
  const [, jobText, stepText] = /^(\d{1,16})\/(\d{1,9})$/.exec(text) ?? [];
  const job = Number(jobText);
  if (!isJobId(job)) throw invalidQuery('log', 'is not of the form JOB/STEP, both numbers');
  return { job, step: Number(stepText) };
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
