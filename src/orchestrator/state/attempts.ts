import type { WorkerId } from '../../events/index.ts';
import { wakeAt } from './agenda.ts';
import { leaveGroup } from './groups.ts';
import { mergeOutputs } from './outputs.ts';
import type { LiveAttempt, PartitionState, StopOrder } from './partition-state.ts';
import { STOP_ORDER_MS } from './partition-state.ts';
import { type AttemptEnding, type Ending, retryTimeOf } from './retries.ts';
import { isWithWorker } from './run-state.ts';

/** A job attempt is over: it leaves what is live, its worker and its concurrency group. */
export function concludeAttempt(state: PartitionState, { run, job, leg }: LiveAttempt, ending: Ending): void {
  const { attempt } = leg;
  releaseWorker(state, leg.attempt.worker, leg);
  attempt.status = 'concluded';
  attempt.conclusion = ending.conclusion;
  attempt.claims = [];
  state.live.delete(attempt.job);
  state.agenda.claimed.delete(attempt.job);
  state.agenda.runs.add(run.id);
  run.live -= 1;
  job.concluded += 1;
  job.outputs = mergeOutputs(job.outputs, ending.outputs);
  const repository = state.repositories.get(run.repository);
  if (repository === undefined) return;
  const member = { run: run.id, key: job.key, leg: leg.leg.index };
  for (const group of [attempt.concurrency, attempt.calledConcurrency]) {
    if (group !== null) leaveGroup(state, repository, group, member);
  }
}

/** A granted attempt that never started: its leg will be offered again as a new attempt. */
export function voidAttempt(state: PartitionState, { run, leg }: LiveAttempt): void {
  releaseWorker(state, leg.attempt.worker, leg);
  leg.attempt.status = 'voided';
  leg.attempt.claims = [];
  state.agenda.runs.add(run.id);
}

/**
 * A started attempt has ended, and `retry` may want its leg tried again: then the leg stays live, keeps its slot
 * of `max-parallel` and its concurrency group, and nobody takes it for failed; else it concludes as it ended.
 */
export function endAttempt(state: PartitionState, live: LiveAttempt, ending: AttemptEnding): void {
  const { run, leg } = live;
  const { attempt } = leg;
  const at = retryTimeOf(live, ending);
  if (at === null) {
    concludeAttempt(state, live, ending);
    return;
  }
  releaseWorker(state, attempt.worker, leg);
  attempt.status = 'failed';
  attempt.conclusion = ending.conclusion;
  const ended = { attempt: { ...attempt }, queuedAt: leg.queuedAt, endedAt: ending.at };
  leg.retried = { failed: [...(leg.retried?.failed ?? []), ended], at };
  state.agenda.runs.add(run.id);
  wakeAt(state.agenda, at);
}

/** A worker that may still hold an attempt is to be told, until it answers, that the attempt is over. */
export function orderStop(
  state: PartitionState,
  job: LiveAttempt['leg']['attempt']['job'],
  order: StopOrder,
): void {
  for (const [oldest, { at }] of state.stops) {
    if (at + STOP_ORDER_MS > state.now) break;
    state.stops.delete(oldest);
  }
  state.stops.delete(job);
  state.stops.set(job, order);
}

function releaseWorker(state: PartitionState, worker: WorkerId | null, leg: LiveAttempt['leg']): void {
  if (worker === null || !isWithWorker(leg.attempt)) return;
  const jobs = state.granted.get(worker);
  jobs?.delete(leg.attempt.job);
  if (jobs?.size === 0) state.granted.delete(worker);
}
