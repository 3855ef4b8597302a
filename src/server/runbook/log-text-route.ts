import type { StepLogRef } from '../../store/index.ts';
import { queryText } from '../http/parameters.ts';
import type { Call, Route } from '../http/route.ts';
import { readerGone, startText, writeSlowly } from '../logs/send.ts';
import { textOfStep } from '../logs/text.ts';
import { withoutTimes } from '../logs/without-times.ts';
import type { Services } from '../services.ts';
import { stepInPath } from './log-step.ts';

/** The whole of a step's log as plain text, to look at or to keep. */
export function logTextRoute(services: Services): Route {
  return {
    method: 'get',
    path: '/api/jobs/{job}/steps/{step}/log.txt',
    summary: "Read the whole of a step's log as text; of a step that runs what there is now",
    query: {
      download: {
        description: '`1`: a browser saves it instead of showing it.',
        schema: { type: 'string', enum: ['1'] },
      },
      timestamps: {
        description: '`0`: without the time in front of each line.',
        schema: { type: 'string', enum: ['0'] },
      },
    },
    responses: { 200: { description: 'The log so far', type: 'text/plain' } },
    handle: (call) => sendText(services, call),
  };
}

async function sendText(services: Services, call: Call): Promise<void> {
  const { job, step, ref } = stepInPath(services, call);
  const { request, response } = call;
  const signal = readerGone(response, services.closing);
  startText(response);
  if (queryText(call, 'download') === '1') {
    response.setHeader('Content-Disposition', `attachment; filename="${fileName(ref)}"`);
  }
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const pieces = textOfStep(services, { job: job.id, step, ref }, signal);
  const text = queryText(call, 'timestamps') === '0' ? withoutTimes(pieces) : pieces;
  for await (const piece of text) {
    if (!(await writeSlowly(response, piece, signal))) return;
  }
  response.end();
}

/** A name that every system takes and no header is broken by: `build.1-02-test.txt`. */
function fileName({ folder, file }: StepLogRef): string {
  return `${folder}-${file.replace(/\.log$/, '')}.txt`.replace(/[^A-Za-z0-9._-]/g, '-');
}
