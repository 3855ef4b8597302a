import { setTimeout as delay } from 'node:timers/promises';

import type { StepDefinition } from '../../events/index.ts';
import {
  evaluateBoolean,
  evaluateCondition,
  evaluateEnvironment,
  evaluateNumber,
  evaluateRetry,
  nextTryDelay,
} from '../../workflow/index.ts';
import { githubOfStep } from './environment.ts';
import { type Place, evaluateIn } from './evaluation.ts';
import type { StepResult } from './facts.ts';
import type { JobState } from './job-state.ts';
import { type StepEnd, type StepLog, recordStep, skipStep } from './step-log.ts';
import { actionName, stepName } from './step-name.ts';
import { cancelled, type TryEnd, tryStep } from './step-try.ts';
import type { StepRun } from './step-work.ts';

/** Runs one declared step, or skips it, and keeps its result for the steps after it. */
export async function runStep(job: JobState, number: number, step: StepDefinition): Promise<void> {
  const result = await decideAndRun(job, number, step);
  if (step.id !== undefined) job.steps.set(step.id, result);
  if (result.conclusion !== 'failure') return;
  if (!job.failed) job.exitCode = result.exitCode;
  job.failed = true;
}

/** As on GitHub, a step's own `env` is there when its `if` is evaluated. */
async function decideAndRun(job: JobState, number: number, step: StepDefinition): Promise<StepResult> {
  // Before anything is decided: a cancellation that comes meanwhile stops the step.
  const signal = job.cancellation.signal();
  const action = actionName(job, step);
  const outer: Place = { github: githubOfStep(job, action, null), env: job.env };
  let place = outer;
  let runs: boolean;
  let problem: unknown = null;
  try {
    const own = await evaluateIn(job, outer, (scope) => evaluateEnvironment(step.env, scope));
    place = { ...outer, env: { ...job.env, ...own } };
    runs = await evaluateIn(job, place, (scope) => evaluateCondition(step.if, scope));
  } catch (error) {
    // What cannot be evaluated fails the step, unless the job is failing already.
    problem = error;
    runs = !job.failed && job.cancellation.request === null;
  }
  const name = await stepName(job, step, place);
  if (!runs || job.cancellation.isForced) return skipStep(job, number, name);
  return recordStep(job, number, name, async (log) => {
    if (problem !== null) throw problem;
    return execute(job, number, step, place, { action, env: place.env, log, signal });
  });
}

/** Runs a step until a try succeeds or `retry` wants no other; only the last one counts. */
async function execute(
  job: JobState,
  number: number,
  step: StepDefinition,
  place: Place,
  run: StepRun,
): Promise<StepEnd> {
  const { log } = run;
  const { continueOnError, timeoutMinutes, retry } = await evaluateIn(job, place, (scope) => ({
    continueOnError: evaluateBoolean(step.continueOnError, scope, false),
    timeoutMinutes: evaluateNumber(step.timeoutMinutes, scope, 0),
    retry: evaluateRetry(step.retry, scope),
  }));
  log.commands.allowUnsecure = /^(true|1|\$true)$/i.test(run.env['ACTIONS_ALLOW_UNSECURE_COMMANDS'] ?? '');
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? String(number) : `${number}_${count}`;
    const started = retry === null ? null : job.processes.sinceNow();
    const end = await tryStep(job, step, run, { suffix, minutes: timeoutMinutes });
    const { cause, exitCode } = end;
    const wait = cause === null ? null : nextTryDelay(retry, { cause, exitCode, number: count });
    if (wait === null) return { ...(await conclude(job, log, end)), continueOnError };
    // What it left in the background would get in the way of the next one.
    await started?.stop();
    await announce(log, end, { count, attempts: retry?.attempts ?? count, wait });
    if (!(await isOver(wait, run.signal))) {
      return { ...(await conclude(job, log, { ...end, ...cancelled(job) })), continueOnError };
    }
    log.commands.forget();
    await log.print(`Try ${count + 1} of ${retry?.attempts ?? count + 1}`);
  }
}

/** Says why a try does not count and when the next one comes. */
async function announce(
  log: StepLog,
  { problems, written }: TryEnd,
  next: { readonly count: number; readonly attempts: number; readonly wait: number },
): Promise<void> {
  const why = [...problems, ...written.failures].join(' ') || 'A command could not be executed.';
  const when = next.wait === 0 ? 'at once' : `in ${next.wait / 1_000} s`;
  await log.annotate('warning', `Try ${next.count} of ${next.attempts}: ${why} The next one begins ${when}.`);
}

/** Waits so many milliseconds; gives false where the signal ended that. */
async function isOver(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await delay(milliseconds, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

/** Says how the last try ended, and takes over what it wrote into its files and set by commands. */
async function conclude(job: JobState, log: StepLog, end: TryEnd): Promise<StepEnd> {
  const { outcome, exitCode, written, problems } = end;
  job.env = { ...job.env, ...Object.fromEntries([...log.commands.env, ...written.env]) };
  // The newest first, each once: a folder that is added again moves to the front.
  job.paths = [...new Set([...[...log.commands.paths, ...written.paths].toReversed(), ...job.paths])];
  for (const problem of [...problems, ...written.refusals, ...written.failures]) {
    await log.annotate('failure', problem);
  }
  const outputs = Object.fromEntries([...log.commands.outputs, ...written.outputs]);
  return { outcome, exitCode, outputs, summary: written.summary };
}
