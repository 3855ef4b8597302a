import type { LogRange } from '../../store/index.ts';
import { pathNumber, pathRun, queryNumber, queryText } from '../http/parameters.ts';
import { notFound } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import { sendArchive } from '../logs/archive.ts';
import { followStepLog } from '../logs/follow.ts';
import { readerGone, startText, writeSlowly } from '../logs/send.ts';
import { standingOf } from '../logs/standing.ts';
import { stepLogRef } from '../logs/step-log.ts';
import { textOfStep } from '../logs/text.ts';
import type { Services } from '../services.ts';
import type { LogRangeShape } from '../shapes/index.ts';
import { logSearchRoute } from './log-search-route.ts';
import { jobInPath, type StepWithLog, stepInPath } from './log-step.ts';
import { logTextRoute } from './log-text-route.ts';

/** The most lines of one JSON answer. */
const MOST_LINES = 10_000;

/** Reading logs: a step's by line range, by text or as it grows, a job's as one text, a run's as an archive. */
export function logRoutes(services: Services): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/api/jobs/{job}/steps/{step}/log',
      summary:
        "Read lines of a step's log: JSON, or plain text by Accept; `follow=1` goes on until it is complete",
      query: {
        from: { description: 'The first line, from 0.', schema: { type: 'integer', default: 0 } },
        count: {
          description: 'How many lines.',
          schema: { type: 'integer', maximum: MOST_LINES, default: 1000 },
        },
        follow: {
          description: '`1`: a text stream that ends when the step is complete; `count` does not apply.',
          schema: { type: 'string', enum: ['1'] },
        },
      },
      responses: { 200: { description: 'The lines, each with its time in front', schema: 'LogRange' } },
      handle: (call) => sendStepLog(services, call),
    },
    logSearchRoute(services),
    logTextRoute(services),
    {
      method: 'get',
      path: '/api/jobs/{job}/log',
      summary: 'Read the logs of all steps of a job attempt as one text',
      responses: { 200: { description: 'The log so far', type: 'text/plain' } },
      handle: (call) => sendJobLog(services, call),
    },
    {
      method: 'get',
      path: '/api/runs/{run}/logs.zip',
      summary: 'Download the logs of a run',
      query: {
        attempt: { description: 'The run attempt; default: the newest.', schema: { type: 'integer' } },
      },
      responses: { 200: { description: 'A text per step, in a folder per job', type: 'application/zip' } },
      handle: (call) => {
        const id = pathRun(call, 'run');
        const newest = services.index.runs.get(id);
        const wanted = queryNumber(call, 'attempt', {
          fallback: newest?.attempt ?? 1,
          least: 1,
          most: Number.MAX_SAFE_INTEGER,
        });
        const run = services.index.runs.atAttempt(id, wanted);
        if (run === null) throw notFound();
        return sendArchive(services, run, call.response);
      },
    },
  ];
}

async function sendStepLog(services: Services, call: Call): Promise<void> {
  const from = queryNumber(call, 'from', { fallback: 0, least: 0, most: Number.MAX_SAFE_INTEGER });
  const { response } = call;
  if (queryText(call, 'follow') === '1') {
    // A step that has not begun can be followed, too.
    const { job } = jobInPath(services, call);
    const step = pathNumber(call, 'step');
    const signal = readerGone(response, services.closing);
    startText(response);
    response.flushHeaders();
    if (call.request.method === 'GET') {
      await followStepLog(services, { job: job.id, step, from }, response, signal);
    }
    response.end();
    return;
  }
  const range = await readRange(services, stepInPath(services, call), {
    from,
    count: queryNumber(call, 'count', { fallback: 1_000, least: 0, most: MOST_LINES }),
  });
  if (call.request.accepts(['application/json', 'text/plain']) === 'text/plain') {
    startText(response);
    response.end(range.lines.map((line) => `${line}\n`).join(''));
    return;
  }
  response.json(range);
}

async function readRange(
  services: Services,
  logged: StepWithLog,
  range: { readonly from: number; readonly count: number },
): Promise<LogRangeShape> {
  const nothing: LogRange = { from: range.from, lines: [], total: 0, bytes: 0, complete: false };
  const read = (await services.logs.read(logged.ref, range)) ?? nothing;
  return services.output === null
    ? { ...read, complete: read.complete || logged.step.status === 'completed' }
    : received(services, logged, read, range.count);
}

/** A log that comes through `runbook.logs`: nobody in this process knows by writing it whether it is complete. */
function received(
  services: Services,
  { job, step }: StepWithLog,
  read: LogRange,
  count: number,
): LogRangeShape {
  const standing = standingOf(services, job.id, step, read.bytes);
  if (standing.kind !== 'cut') return { ...read, complete: standing.kind === 'whole' };
  // The line that says what is missing is the last one.
  const isWanted = read.from + read.lines.length === read.total && read.lines.length < count;
  const lines = isWanted ? [...read.lines, standing.line] : read.lines;
  return { ...read, lines, total: read.total + 1, complete: true };
}

async function sendJobLog(services: Services, call: Call): Promise<void> {
  const { job, run } = jobInPath(services, call);
  const { response } = call;
  const signal = readerGone(response, services.closing);
  startText(response);
  for (const step of services.index.jobs.steps(job.id)) {
    const ref = stepLogRef(run, job, step);
    if (ref === null) continue;
    for await (const piece of textOfStep(services, { job: job.id, step, ref }, signal)) {
      if (!(await writeSlowly(response, piece, signal))) return;
    }
  }
  response.end();
}
