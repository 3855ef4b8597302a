import {
  callPrefix,
  type Conclusion,
  type Draft,
  type JobIntroduction,
  type Leg,
  type OwnerId,
  type PinnedJob,
} from '../../events/index.ts';
import {
  type AttemptState,
  conclusionOf,
  type JobState,
  jobsOfFile,
  type LegState,
  type PartitionState,
  type RunState,
} from '../state/index.ts';

/** Takes an event with the time at which the log would have stamped it, in milliseconds. */
export type AddEvent = (draft: Draft, timestamp: number) => void;

/**
 * How an unfinished run came to be as it is: its newest attempt, and in it the newest attempt of every leg with those
 * that `retry` followed up.
 */
export function historyOfRun(state: PartitionState, run: RunState, owner: OwnerId, add: AddEvent): void {
  const { id, repository, runAttempt, triggeringActor: actor } = run;
  const legs = [...run.jobs.values()].flatMap((job) => [...job.legs.values()].map((leg) => ({ job, leg })));
  const facts = { ...run.facts, payload: run.payload };
  const begun = beginOf(state, run, legs);
  if (runAttempt === 1) {
    add({ ...facts, type: 'run_requested', repository, run: id, owner }, begun);
  } else {
    const kept = legs.filter(({ leg }) => leg.kept).flatMap(({ job, leg }) => pinnedJob(run, job, leg));
    const pinned = { requested: facts, jobs: [...kept, ...[...run.pinned.values()].flat()] };
    // Of one job that is none of these, so that all of them are taken over.
    const which = { which: 'job' } as const;
    add({ type: 'rerun_requested', repository, run: id, actor, runAttempt, ...which, pinned }, begun);
  }
  for (const { job, leg } of legs) {
    if (leg.kept) continue;
    historyOfTries(state, run, job, leg, owner, add);
    // What has failed is among these tries already.
    if (leg.attempt.status !== 'failed') historyOfLeg(state, run, job, leg, owner, add);
  }
}

/** The attempts of a leg that failed and are followed by another; what they put out does not count. */
function historyOfTries(
  state: PartitionState,
  run: RunState,
  job: JobState,
  leg: LegState,
  owner: OwnerId,
  add: AddEvent,
): void {
  for (const { attempt, queuedAt, endedAt } of leg.retried?.failed ?? []) {
    const ended = { ...state, now: endedAt };
    historyOfLeg(ended, run, { ...job, outputs: {} }, { ...leg, attempt, queuedAt }, owner, add);
  }
}

/** When a run attempt began, as far as the state says it. */
function beginOf(
  state: PartitionState,
  { repository, facts, runAttempt }: RunState,
  legs: readonly { readonly leg: LegState }[],
): number {
  const delivered = state.repositories.get(repository)?.deliveries.get(facts.delivery);
  if (runAttempt === 1 && delivered !== undefined) return delivered;
  return Math.min(state.now, ...legs.flatMap(({ leg }) => leg.queuedAt ?? []));
}

function pinnedJob(run: RunState, job: JobState, { leg, attempt }: LegState): PinnedJob[] {
  const { conclusion, name, folder, job: id, continueOnError } = attempt;
  if (conclusion === null) return [];
  const { outputs, key } = job;
  const path = calledPath(run, job, leg);
  return [
    {
      key,
      leg,
      name,
      folder,
      job: id,
      attempt: attempt.attempt,
      conclusion,
      continueOnError,
      outputs,
      ...(path === undefined ? {} : { calls: path }),
    },
  ];
}

/** The file that a leg has called; undefined for one that called none. */
function calledPath(run: RunState, { key, definition }: JobState, leg: Leg): string | undefined {
  return run.calls.has(callPrefix(key, leg)) ? definition.call?.path : undefined;
}

function historyOfLeg(
  { now }: PartitionState,
  run: RunState,
  job: JobState,
  { leg, attempt, queuedAt }: LegState,
  owner: OwnerId,
  add: AddEvent,
): void {
  const { status, worker, startedAt, conclusion, concurrency, calledConcurrency } = attempt;
  const { repository, runAttempt } = run;
  const of = { repository, run: run.id, job: attempt.job };
  const { key } = job;
  const introduction: JobIntroduction = {
    key,
    leg,
    attempt: attempt.attempt,
    runAttempt,
    name: attempt.name,
    folder: attempt.folder,
  };
  if (status === 'waiting') {
    const cause = attempt.cause ?? 'concurrency';
    const reason = waitingReason(attempt);
    add({ type: 'job_waiting', ...of, ...introduction, owner, cause, reason, concurrency }, now);
    return;
  }
  const path = calledPath(run, job, leg);
  if (path !== undefined) {
    const inputs = run.calls.get(callPrefix(key, leg))?.inputs ?? {};
    const made = { path, inputs, concurrency, calledConcurrency };
    add({ type: 'workflow_called', ...of, ...introduction, owner, ...made }, now);
    if (conclusion === null) return;
    const { outputs } = job;
    const why = callReason(run, callPrefix(key, leg), conclusion);
    add({ type: 'call_completed', ...of, owner, conclusion, outputs, ...why }, now);
    return;
  }
  if (queuedAt !== null) {
    const { labels, timeoutMinutes, continueOnError } = attempt;
    const terms = { labels, timeoutMinutes, continueOnError, concurrency };
    add({ type: 'job_offered', ...of, ...introduction, owner, ...terms }, queuedAt);
  }
  if (worker !== null) {
    add({ type: 'job_granted', ...of, owner, worker }, startedAt ?? now);
    if (startedAt !== null) add({ type: 'job_started', ...of, worker, workerName: worker }, startedAt);
    // Its leg goes on as another attempt, or is cancelled as this one.
    if (status === 'voided')
      add({ type: 'job_returned', ...of, worker, reason: 'It was never started.' }, now);
  }
  if (conclusion === null) return;
  if (worker !== null && startedAt !== null) {
    const { outputs } = job;
    add({ type: 'job_completed', ...of, worker, conclusion, outputs, annotations: [] }, now);
  } else if (conclusion === 'skipped') {
    add({ type: 'job_skipped', ...of, ...introduction, owner, reason: '' }, now);
  } else {
    add({ type: 'job_cancelled', ...of, ...introduction, owner, conclusion, reason: '' }, now);
  }
}

/** A call that failed although no job in it did says why: else it would not be shown. The words are not kept. */
function callReason(run: RunState, prefix: string, conclusion: Conclusion): { readonly reason?: string } {
  if (conclusion === conclusionOf(jobsOfFile(run, prefix))) return {};
  return { reason: 'Its outputs could not be evaluated, or its jobs need each other in a circle.' };
}

function waitingReason({ cause, concurrency }: AttemptState): string {
  if (cause === 'retry') return 'Waits for the time of its next try.';
  return concurrency === null
    ? 'Waits until other jobs of its matrix are over.'
    : `Waits for the concurrency group ${concurrency.group}.`;
}
