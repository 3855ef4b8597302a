import type { RunIndex } from '../../store/index.ts';
import type { StreamShapes } from '../shapes/index.ts';
import { deliveryView } from '../views/index.ts';
import type { Change } from './change.ts';

/** One message of the stream. */
export type StreamMessage = {
  [Event in keyof StreamShapes]: { readonly event: Event; readonly data: StreamShapes[Event] };
}[keyof StreamShapes];

/** What a change is now; null where the index does not have it (yet). */
export function messageOf(index: RunIndex, change: Change): StreamMessage | null {
  switch (change.kind) {
    case 'run':
      return runMessage(index, change);
    case 'job':
      return jobMessage(index, change);
    case 'step':
      return stepMessage(index, change);
    case 'delivery': {
      const delivery = index.deliveries.get(change.repository, change.delivery);
      if (delivery === null) return null;
      return { event: 'delivery', data: deliveryView(delivery, index.deliveries.runsOf([delivery])) };
    }
    case 'reset':
    default:
      return { event: 'reset', data: { reason: change.reason } };
  }
}

/**
 * A message as server-sent events carry it (WHATWG HTML, 9.2): JSON has no line breaks.
 * @param id what a reader that comes back says it has; absent: as before
 */
export function messageText(message: StreamMessage, id?: string): string {
  const place = id === undefined ? '' : `id: ${id}\n`;
  return `${place}event: ${message.event}\ndata: ${JSON.stringify(message.data)}\n\n`;
}

type Of<Kind extends Change['kind']> = Extract<Change, { readonly kind: Kind }>;

function runMessage(index: RunIndex, change: Of<'run'>): StreamMessage | null {
  const run = index.runs.get(change.run);
  if (run === null) return null;
  const data = {
    repository: run.repository,
    run: run.id,
    run_number: run.number,
    run_attempt: run.attempt,
    name: run.workflow.name,
    display_title: run.title,
    event: run.event,
    head_branch: run.branch,
    head_sha: run.sha,
    status: run.status,
    conclusion: run.conclusion,
    reason: run.reason,
  };
  return { event: 'run', data };
}

function jobMessage(index: RunIndex, change: Of<'job'>): StreamMessage | null {
  const job = index.jobs.get(change.job);
  if (job === null) return null;
  const data = {
    repository: change.repository,
    run: job.run,
    job: job.id,
    key: job.key,
    leg: job.leg.index,
    attempt: job.attempt,
    run_attempt: job.runAttempt,
    name: job.name,
    status: job.status,
    conclusion: job.conclusion,
    reason: job.reason,
    calls: job.calls,
  };
  return { event: 'job', data };
}

function stepMessage(index: RunIndex, change: Of<'step'>): StreamMessage | null {
  const step = index.jobs.step(change.job, change.step);
  if (step === null) return null;
  const data = {
    repository: change.repository,
    run: change.run,
    job: change.job,
    step: step.number,
    name: step.name,
    status: step.status,
    conclusion: step.conclusion,
  };
  return { event: 'step', data };
}
