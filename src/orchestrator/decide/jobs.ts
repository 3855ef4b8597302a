import type { Leg } from '../../events/index.ts';
import { evaluateCondition, expandLegs, jobName, type Scope } from '../../workflow/index.ts';
import {
  ancestorsOf,
  areNeedsDone,
  isFailure,
  type JobState,
  resultOf,
  type RunState,
} from '../state/index.ts';
import { checkDepth, reasonOf } from './failure.ts';
import { introduceNext } from './introduction.ts';
import { decideLeg, offerLeg, Slots } from './legs.ts';
import type { RunInHand } from './run-in-hand.ts';
import { jobScope, legScope } from './scopes.ts';

/** The most jobs of a run: each matrix has its own limit, and a small file may have thousands of them. */
const MOST_JOBS = 10_000;

/** Whether an `if` may hold although its run is cancelled; a text that only looks so is evaluated later. */
const MAY_OUTLIVE_CANCEL = /\b(always|cancelled|success|failure)\s*\(/i;

/** Decides what can be decided for one job that is not concluded. */
export function decideJob(inHand: RunInHand, job: JobState): void {
  const stop = stopOf(inHand.run, job);
  const slots = new Slots(job);
  for (const leg of [...job.legs.values()].sort((a, b) => a.leg.index - b.leg.index)) {
    if (leg.attempt.status !== 'concluded') decideLeg(inHand, { job, leg, stop, slots });
  }
  if (job.total !== null && job.legs.size === job.total) return;
  if (areNeedsDone(inHand.run, job)) introduceJob(inHand, job, slots);
  else cancelEarly(inHand, job);
}

/** Why all legs of a job are to stop; null: they go on. */
function stopOf(run: RunState, job: JobState): string | null {
  if (run.cancel !== null && (run.cancel.level === 'force' || !outlivesCancel(run, job)))
    return run.cancel.reason;
  for (const { attempt, leg, kept } of job.legs.values()) {
    if (kept || !leg.failFast || attempt.continueOnError) continue;
    // One that `retry` tries again has not failed yet.
    if (attempt.status !== 'concluded' || !isFailure(attempt.conclusion)) continue;
    return `${attempt.name} failed, and the matrix is fail-fast.`;
  }
  return null;
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
function introduceJob(inHand: RunInHand, job: JobState, slots: Slots): void {
  const { run } = inHand;
  const { definition } = job;
  try {
    const scope = jobScope(run, job);
    // Some legs are there already: the others belong to a job that was decided to run.
    if (job.total === null && !evaluateCondition(definition.if, scope)) {
      if (run.cancel !== null) endLegs(inHand, job, { conclusion: 'cancelled', reason: run.cancel.reason });
      else endLegs(inHand, job, { conclusion: 'skipped', reason: skipReason(run, job) });
      return;
    }
    const legs = expandLegs(definition.strategy, scope);
    for (const { matrix } of legs) checkDepth(matrix);
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
  const { definition } = job;
  let name = definition.id;
  try {
    name = jobName(definition, leg, scope);
    offerLeg(inHand, { definition, leg, scope, slots }, () =>
      introduceNext(batch, run, { key: definition.id, leg, name, folders }),
    );
  } catch (error) {
    const introduction = introduceNext(batch, run, { key: definition.id, leg, name, folders });
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
function cancelEarly(inHand: RunInHand, job: JobState): void {
  const { cancel } = inHand.run;
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
  const { id: key, name = key } = job.definition;
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
