import type { Logger } from 'pino';

import { nameAsWritten, stepNumber } from '../../workflow/index.ts';
import type { JobSecrets } from '../ports.ts';
import { removeJobFolders } from '../workspace/index.ts';
import { completeJob } from './complete.ts';
import { type JobState, conclusionOf } from './job-state.ts';
import { runStep } from './run-step.ts';
import { setUp } from './set-up.ts';
import { skipStep } from './step-log.ts';
import { milliseconds } from './time-limit.ts';

export interface RunJobOptions {
  /** Gives what the job may know, as `SecretSource` does. */
  readonly secrets: (signal: AbortSignal) => Promise<JobSecrets>;
  /** Resolves when `job_confirmed` was read: until then no process of the job may start. Rejects when it is stopped. */
  readonly confirmed: (signal: AbortSignal) => Promise<void>;
  readonly keepWorkspaces: boolean;
  readonly logger: Logger;
}

/** Runs one granted job attempt from its set-up to its conclusion. Never throws. */
export async function runJob(job: JobState, options: RunJobOptions): Promise<void> {
  const timer = limitTime(job);
  try {
    const ready = await setUp(job, options.secrets);
    const confirmed = ready && (await isConfirmed(job, options));
    await runSteps(job, confirmed);
    const outputs = await completeJob(job);
    report(job, outputs);
  } catch (error) {
    options.logger.error({ err: error, job: job.spec.job }, 'A job ended by a mistake of the worker');
    job.failed = true;
    // Once it is reported it may be tried again elsewhere.
    await stopProcesses(job, options);
    report(job, {}, 'The worker failed; its own log says why.');
  } finally {
    clearTimeout(timer);
    job.cancellation.dispose();
    await leaveNothing(job, options);
    await job.facts.stored();
  }
}

function limitTime(job: JobState): NodeJS.Timeout {
  const minutes = job.spec.timeoutMinutes;
  const reason = `The job has exceeded its maximum time of ${minutes} minutes.`;
  return setTimeout(
    () => job.cancellation.cancel({ conclusion: 'timed_out', reason }),
    Math.max(0, milliseconds(minutes)),
  );
}

async function isConfirmed(job: JobState, options: RunJobOptions): Promise<boolean> {
  try {
    await options.confirmed(job.cancellation.beforeSteps);
    return true;
  } catch {
    return false;
  }
}

/** Without `run` every step is skipped, whatever its `if` says: nothing of the job may start. */
async function runSteps(job: JobState, run: boolean): Promise<void> {
  for (const [index, step] of job.spec.definition.steps.entries()) {
    const number = stepNumber(index);
    if (run) await runStep(job, number, step);
    else skipStep(job, number, nameAsWritten(step));
  }
}

function report(job: JobState, outputs: { readonly [name: string]: string }, problem?: string): void {
  const reason = job.cancellation.request?.reason ?? problem;
  job.facts.report({
    type: 'job_completed',
    conclusion: conclusionOf(job),
    outputs,
    ...(job.exitCode === null ? {} : { exitCode: job.exitCode }),
    ...(reason === undefined ? {} : { reason }),
    // What there is to say stands at the steps.
    annotations: [],
  });
}

/** Processes and files of the attempt go, whatever happened before. */
async function leaveNothing(job: JobState, options: RunJobOptions): Promise<void> {
  if (!(await stopProcesses(job, options)) || options.keepWorkspaces) return;
  await leavesNothing(job, options, () => removeJobFolders(job.folders));
}

function stopProcesses(job: JobState, options: RunJobOptions): Promise<boolean> {
  return leavesNothing(job, options, () => job.processes.stopAll('end'));
}

/** Gives whether `work` could be done; says so where not. */
async function leavesNothing(
  job: JobState,
  { logger }: RunJobOptions,
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    logger.warn({ err: error, job: job.spec.job }, 'Something of a job is left behind');
    return false;
  }
}
