import type { FeedDraft, JobCancelled, RunbookEvent } from '../../events/index.ts';
import { type PartitionState, STOP_ORDER_MS } from '../state/index.ts';
import {
  confirmationOf,
  grantOf,
  lossOf,
  offerOf,
  requestToStop,
  stopConclusion,
  stopOf,
} from './records.ts';

/** How long a loss is told again, in milliseconds of log time: one hour. */
const LOSS_REPEAT_MS = 60 * 60 * 1_000;

/**
 * What to publish to `runbook.jobs` once `event` has counted. To be called right after `apply` said so, before
 * the next event is folded: it reads from the state what the event did.
 */
export function publish(state: PartitionState, event: RunbookEvent): FeedDraft[] {
  if (event.type === 'job_cancelled') return cancellationOf(state, event);
  if (event.type === 'worker_lost') return [lossOf(event.worker, { at: state.now, reason: event.reason })];
  const live = 'job' in event ? state.live.get(event.job) : undefined;
  if (live === undefined) return [];
  if (event.type === 'job_offered') return [offerOf(live)];
  if (event.type === 'job_granted') return [grantOf(live, event.worker)];
  if (event.type === 'job_started') return [confirmationOf(live, event.worker)];
  return [];
}

/**
 * What is published again after a takeover and every few seconds, until its effect is on the log: grants not
 * started, confirmations not seen to be read, requests to stop, and losses. There are not more of them than slots.
 * Open offers, of which there may be any number, are told again in rounds (`OfferRounds`).
 */
export function republish(state: PartitionState): FeedDraft[] {
  const records: FeedDraft[] = [];
  for (const live of state.live.values()) {
    const { attempt } = live.leg;
    if (attempt.worker === null) continue;
    if (attempt.status === 'granted') records.push(grantOf(live, attempt.worker));
    if (attempt.status !== 'started') continue;
    if (!attempt.confirmed) records.push(confirmationOf(live, attempt.worker));
    if (attempt.asked !== null) records.push(requestToStop(live, attempt.asked.reason));
  }
  for (const [job, order] of state.stops) {
    if (order.at + STOP_ORDER_MS > state.now) records.push(stopOf(job, order));
  }
  for (const [worker, lost] of state.lost) {
    if (lost.at + LOSS_REPEAT_MS > state.now) records.push(lossOf(worker, lost));
  }
  return records;
}

function cancellationOf(state: PartitionState, event: JobCancelled): FeedDraft[] {
  const { repository, run, job, reason, conclusion } = event;
  if (conclusion === null) {
    const live = state.live.get(job);
    return live === undefined ? [] : [requestToStop(live, reason)];
  }
  const order = state.stops.get(job);
  if (order !== undefined) return [stopOf(job, order)];
  const told = stopConclusion(conclusion);
  return [{ type: 'job_cancelled', repository, run, job, worker: null, reason, conclusion: told }];
}
