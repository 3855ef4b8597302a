import { LogSearchBusyError, type LogMatches, MOST_TEXT_LENGTH } from '../../store/index.ts';
import { invalidQuery, queryNumber, queryText } from '../http/parameters.ts';
import { notFound, unavailable } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import { readerGone } from '../logs/send.ts';
import { standingOf } from '../logs/standing.ts';
import type { Services } from '../services.ts';
import type { LogSearchShape } from '../shapes/index.ts';
import { stepInPath } from './log-step.ts';

/** The most line numbers of one answer. */
const MOST_LINES = 1_000;

/** Searching the whole of a step's log. */
export function logSearchRoute(services: Services): Route {
  return {
    method: 'get',
    path: '/api/jobs/{job}/steps/{step}/log/search',
    summary:
      "Find the lines of a step's log that hold a text, as a terminal shows them: the time in front and escape sequences do not count",
    query: {
      text: {
        description: 'What to find, within a line; no pattern.',
        schema: { type: 'string', minLength: 1, maxLength: MOST_TEXT_LENGTH },
      },
      case: {
        description: '`1`: capital and small letters differ.',
        schema: { type: 'string', enum: ['1'] },
      },
      from: {
        description: 'The line to begin at, from 0. Default: the first, or the last when going backward.',
        schema: { type: 'integer' },
      },
      direction: {
        description: '`backward`: lines at and before `from`, the nearest first.',
        schema: { type: 'string', enum: ['forward', 'backward'], default: 'forward' },
      },
      count: {
        description: 'How many line numbers.',
        schema: { type: 'integer', maximum: MOST_LINES, default: 100 },
      },
    },
    responses: { 200: { description: 'How many lines hold it, and some of them', schema: 'LogSearch' } },
    handle: (call) => sendMatches(services, call),
  };
}

async function sendMatches(services: Services, call: Call): Promise<void> {
  const text = textAsked(call);
  const backward = isBackward(call);
  const from = queryNumber(call, 'from', {
    fallback: backward ? Number.MAX_SAFE_INTEGER : 0,
    least: 0,
    most: Number.MAX_SAFE_INTEGER,
  });
  const count = queryNumber(call, 'count', { fallback: 100, least: 0, most: MOST_LINES });
  const { job, step, ref } = stepInPath(services, call);
  const signal = readerGone(call.response, services.closing);
  let found: LogMatches | null;
  try {
    found = await services.logs.search(ref, { text, exact: queryText(call, 'case') === '1' }, signal);
  } catch (error) {
    if (error instanceof LogSearchBusyError) throw unavailable(error.message);
    // Whoever went away gets no answer, and a server that closes gives none.
    if (signal.aborted) return;
    throw error;
  }
  if (found === null) throw notFound();
  const { matches, searched, bytes } = found;
  const answer: LogSearchShape = {
    text,
    total: matches.size,
    before: matches.countBefore(Math.min(from, searched)),
    lines: backward ? matches.before(from, count) : matches.after(from, count),
    complete: standingOf(services, job.id, step, bytes).kind !== 'growing',
    searched,
  };
  call.response.json(answer);
}

/** @throws HttpProblem 422 */
function textAsked(call: Call): string {
  const text = queryText(call, 'text');
  if (text === undefined) throw invalidQuery('text', 'is missing');
  if (text.length > MOST_TEXT_LENGTH) {
    throw invalidQuery('text', `is longer than ${MOST_TEXT_LENGTH} characters`);
  }
  if (text.includes('\n')) throw invalidQuery('text', 'has a line break, and is sought within lines');
  return text;
}

/** @throws HttpProblem 422 */
function isBackward(call: Call): boolean {
  const direction = queryText(call, 'direction') ?? 'forward';
  if (direction !== 'forward' && direction !== 'backward') {
    throw invalidQuery('direction', 'is neither forward nor backward');
  }
  return direction === 'backward';
}
