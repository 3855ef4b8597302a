import type { Leg } from '../../events/index.ts';
import { evaluateCondition, expandLegs, jobName, type Scope } from '../../workflow/index.ts';
import {
  ancestorsOf,
  areNeedsDone,
  type Cancellation,
  failFastReason,
  type JobState,
  resultOf,
  type RunState,
} from '../state/index.ts';
import { beginLeg } from './begin-leg.ts';
import { decideCall } from './calls.ts';
import { checkMatrix, reasonOf } from './failure.ts';
import { introduceNext, shownName } from './introduction.ts';
import { decideLeg } from './legs.ts';
import { cancellationIn, MOST_JOBS, type RunInHand } from './run-in-hand.ts';
import { jobScope, legScope } from './scopes.ts';
import { Slots } from './slots.ts';

/** Whether an `if` may hold although its run is cancelled; a text that only looks so is evaluated later. */
const MAY_OUTLIVE_CANCEL = /\b(always|cancelled|success|failure)\s*\(/i;

/** Decides what can be decided for one job that is not concluded. */
export function decideJob(inHand: RunInHand, job: JobState): void {
  const cancel = cancellationIn(inHand, job);
  const stop = stopOf(inHand.run, job, cancel);
  const slots = new Slots(job);
  for (const leg of [...job.legs.values()].sort((a, b) => a.leg.index - b.leg.index)) {
    if (leg.attempt.status === 'called') decideCall(inHand, job, leg);
    else if (leg.attempt.status !== 'concluded') decideLeg(inHand, { job, leg, stop, slots });
  }
  if (job.total !== null && job.legs.size === job.total) return;
  if (areNeedsDone(inHand.run, job)) introduceJob(inHand, job, cancel, slots);
  else cancelEarly(inHand, job, cancel);
}

/** Why all legs of a job are to stop; null: they go on. */
function stopOf(run: RunState, job: JobState, cancel: Cancellation | null): string | null {
  if (cancel !== null && (cancel.level === 'force' || !outlivesCancel(run, job))) return cancel.reason;
  return failFastReason(job);
}

/**
 * On a cancellation GitHub evaluates the `if` of what runs once more: a job whose condition still holds goes on
 * (GitHub docs, "Workflow cancellation").
 */
function outlivesCancel(run: RunState, job: JobState): boolean {
  const condition = job.definition.if;
  if (condition === undefined || !MAY_OUTLIVE_CANCEL.test(condition) || job.legs.size === 0) return false;
  try {
    return evaluateCondition(condition, jobScope(run, job));
  } catch {
    return false;
  }
}

/** A job whose needs are done runs, is skipped, or cannot run. */
function introduceJob(inHand: RunInHand, job: JobState, cancel: Cancellation | null, slots: Slots): void {
  const { run } = inHand;
  const { definition } = job;
  try {
    const scope = jobScope(run, job);
    // Some legs are there already: the others belong to a job that was decided to run.
    if (job.total === null && !evaluateCondition(definition.if, scope)) {
      if (cancel !== null) endLegs(inHand, job, { conclusion: 'cancelled', reason: cancel.reason });
      else endLegs(inHand, job, { conclusion: 'skipped', reason: skipReason(run, job) });
      return;
    }
    const legs = expandLegs(definition.strategy, scope);
    checkMatrix(legs);
    if (legs.length === 0) {
      endLegs(inHand, job, { conclusion: 'failure', reason: 'Its matrix has no combination.' });
    }
    if (job.total === null) {
      if (inHand.jobs + legs.length > MOST_JOBS) {
        const reason = `With its ${legs.length} jobs the run would have more than ${MOST_JOBS}.`;
        endLegs(inHand, job, { conclusion: 'failure', reason });
        return;
      }
      inHand.jobs += legs.length;
    }
    for (const leg of legs) {
      if (!job.legs.has(leg.index)) introduceLeg(inHand, job, { leg, scope: legScope(scope, leg), slots });
    }
  } catch (error) {
    endLegs(inHand, job, { conclusion: 'failure', reason: reasonOf(error) });
  }
}

function introduceLeg(
  inHand: RunInHand,
  job: JobState,
  { leg, scope, slots }: { readonly leg: Leg; readonly scope: Scope; readonly slots: Slots },
): void {
  const { batch, run, folders } = inHand;
  const { key, definition } = job;
  let name = shownName(run, job, definition.id);
  try {
    name = shownName(run, job, jobName(definition, leg, scope));
    beginLeg(inHand, { job, leg, scope, slots }, () =>
      introduceNext(batch, run, { key, leg, name, folders }),
    );
  } catch (error) {
    const introduction = introduceNext(batch, run, { key, leg, name, folders });
    const { owner } = batch;
    batch.add({
      type: 'job_cancelled',
      ...introduction,
      owner,
      conclusion: 'failure',
      reason: reasonOf(error),
    });
  }
}

/** A cancelled run does not wait for what a job needs, unless its `if` may still hold then. */
function cancelEarly(inHand: RunInHand, job: JobState, cancel: Cancellation | null): void {
  if (cancel === null) return;
  if (cancel.level === 'cancel' && MAY_OUTLIVE_CANCEL.test(job.definition.if ?? '')) return;
  endLegs(inHand, job, { conclusion: 'cancelled', reason: cancel.reason });
}

/** Ends a job that never ran: one leg stands for a matrix that was not expanded. */
function endLegs(
  { batch, run, folders }: RunInHand,
  job: JobState,
  ending: { readonly conclusion: 'skipped' | 'cancelled' | 'failure'; readonly reason: string },
): void {
  const { key, definition } = job;
  const name = shownName(run, job, definition.name ?? definition.id);
  const { owner } = batch;
  const total = job.total ?? 1;
  for (let index = 0; index < total; index += 1) {
    if (job.legs.has(index)) continue;
    const leg = { index, total, matrix: null, failFast: true, maxParallel: null };
    const introduction = introduceNext(batch, run, { key, leg, name, folders });
    const { conclusion, reason } = ending;
    if (conclusion === 'skipped') batch.add({ type: 'job_skipped', ...introduction, owner, reason });
    else batch.add({ type: 'job_cancelled', ...introduction, owner, conclusion, reason });
  }
}

function skipReason(run: RunState, job: JobState): string {
  const { definition } = job;
  const missed = ancestorsOf(run, job).find((need) => resultOf(need) !== 'success');
  if (missed === undefined || definition.if !== undefined)
    return `Its condition is false: ${definition.if ?? ''}`;
  return `It needs ${missed.definition.id}, which ended as ${resultOf(missed)}.`;
}
