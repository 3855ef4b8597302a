import type { StepRecord } from '../../store/index.ts';
import type { JobId } from '../../events/index.ts';
import type { Services } from '../services.ts';

/**
 * How a step's log stands for its readers: `growing`, more may come; `whole`, it has all; `cut`, its end is missing
 * and nobody waits for it any more, which `line` says in the form of the log.
 */
export type LogStanding =
  | { readonly kind: 'growing' }
  | { readonly kind: 'whole' }
  | { readonly kind: 'cut'; readonly line: string };

/**
 * How a log stands of which `bytes` are there. A step is completed as soon as its worker says so, its log when the
 * file is as long as the worker said: where output comes through `runbook.logs`, that may be later.
 */
export function standingOf(services: Services, job: JobId, step: StepRecord, bytes: number): LogStanding {
  const { output, index } = services;
  if (step.status !== 'completed') return { kind: 'growing' };
  if (output === null || bytes >= step.bytes) return { kind: 'whole' };
  const log = index.output.log(job, step.number);
  if (log === null) return { kind: 'whole' };
  if (output.awaits(log)) return { kind: 'growing' };
  const time = new Date(log.completedAt).toISOString();
  const missing = step.bytes - bytes;
  return {
    kind: 'cut',
    line: `${time} ##[warning]The end of this log is missing: ${missing} bytes were not received.`,
  };
}
