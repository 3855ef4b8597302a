import type { JobId, JobIntroduction, RepositoryName, RunId } from '../../events/index.ts';
import {
  type AttemptState,
  isAdmitted,
  isWithinOpenCall,
  type JobState,
  type LegState,
  legName,
  type LiveAttempt,
  type PartitionState,
} from '../state/index.ts';
import { countId, isNextId } from './counting.ts';
import { NO_RUN, NOT_NEXT, OTHER_STATE } from './refusal.ts';

/**
 * Makes the attempt that an event introduces: a leg's first, or the next of a leg whose newest was voided or failed.
 * @returns why it cannot be, or the attempt
 */
export function introduce(
  state: PartitionState,
  event: JobIntroduction & { readonly repository: RepositoryName; readonly run: RunId; readonly job: JobId },
  terms: Partial<AttemptState>,
): LiveAttempt | string {
  const run = state.runs.get(event.run);
  if (run === undefined || run.repository !== event.repository || run.runAttempt !== event.runAttempt)
    return NO_RUN;
  if (!isAdmitted(state, run)) return 'The run waits for its concurrency group.';
  const job = run.jobs.get(event.key);
  if (job === undefined) return `The run has no job ${event.key}.`;
  if (!isWithinOpenCall(run, event.key)) return 'The call that it is nested in is over.';
  const before = job.legs.get(event.leg.index);
  if (before !== undefined && !isToBeFollowed(before.attempt)) return OTHER_STATE;
  const name = legName(event.key, event.leg.index);
  if (!isNextId(state, event.job) || event.attempt !== (run.tries.get(name) ?? 0) + 1) return NOT_NEXT;

  countId(state);
  run.tries.set(name, event.attempt);
  run.folders.add(event.folder.toLowerCase());
  if (before === undefined) run.live += 1;
  else state.live.delete(before.attempt.job);
  setTotal(job, event.leg.total);
  const attempt = createAttempt(event, terms);
  const leg: LegState = before ?? createLeg(event, attempt);
  // A retry has the whole time to find a worker.
  if (leg.attempt.status === 'failed') leg.queuedAt = null;
  leg.attempt = attempt;
  job.legs.set(event.leg.index, leg);
  const live = { run, job, leg };
  state.live.set(event.job, live);
  state.agenda.runs.add(run.id);
  return live;
}

function isToBeFollowed({ status }: AttemptState): boolean {
  return status === 'voided' || status === 'failed';
}

/** A rerun whose matrix came out smaller than the legs that were kept forgets those beyond it. */
function setTotal(job: JobState, total: number): void {
  job.total = total;
  for (const [index, { kept }] of job.legs) {
    if (!kept || index < total) continue;
    job.legs.delete(index);
    job.concluded -= 1;
  }
}

function createLeg(event: JobIntroduction, attempt: AttemptState): LegState {
  return { leg: event.leg, attempt, losses: 0, queuedAt: null, stop: null, kept: false };
}

function createAttempt(
  event: JobIntroduction & { readonly job: JobId },
  terms: Partial<AttemptState>,
): AttemptState {
  return {
    job: event.job,
    attempt: event.attempt,
    name: event.name,
    folder: event.folder,
    status: 'waiting',
    cause: null,
    labels: [],
    timeoutMinutes: 0,
    continueOnError: false,
    concurrency: null,
    calledConcurrency: null,
    claims: [],
    worker: null,
    startedAt: null,
    confirmed: false,
    asked: null,
    conclusion: null,
    ...terms,
  };
}
