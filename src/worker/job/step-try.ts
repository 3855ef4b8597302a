import { constants } from 'node:os';

import type { RetryCause, StepDefinition } from '../../events/index.ts';
import { ExpressionError } from '../../workflow/index.ts';
import { type FileCommandResult, StepFiles } from '../commands/index.ts';
import type { StepExit } from '../ports.ts';
import { StepError } from '../steps/index.ts';
import { githubOfStep } from './environment.ts';
import type { JobState } from './job-state.ts';
import { runAction, runDeclaredScript, type StepRun } from './step-work.ts';
import { sentence } from './step-log.ts';
import { limitedSignal } from './time-limit.ts';

/** How one try of a step ended. */
export interface TryEnd {
  readonly outcome: 'success' | 'failure' | 'cancelled';
  /** How `retry` looks at it; null: it succeeded, was cancelled, or would end the same way every time. */
  readonly cause: RetryCause | null;
  /** Of its process; null where none failed it. */
  readonly exitCode: number | null;
  /** Sentences about what went wrong; none where it succeeded. */
  readonly problems: readonly string[];
  /** What it wrote into its files. */
  readonly written: FileCommandResult;
}

/** How the process of a try ended. */
type Ending = Omit<TryEnd, 'written'>;

const SUCCESS: Ending = { outcome: 'success', cause: null, exitCode: null, problems: [] };

/**
 * Runs a step once, with files of its own and within `minutes` (0 or less: no limit). It says nothing of its end
 * in the log and changes nothing of the job, for another try may follow.
 * @param suffix tells its files from those of others
 */
export async function tryStep(
  job: JobState,
  step: StepDefinition,
  run: StepRun,
  { suffix, minutes }: { readonly suffix: string; readonly minutes: number },
): Promise<TryEnd> {
  const files = StepFiles.after(job.stepFiles, job.folders.fileCommands, suffix);
  job.stepFiles = files;
  const ending = await work(job, step, { ...run, github: githubOfStep(job, run.action, files) }, minutes);
  await run.log.output.end();
  // What it left in the workspace is not what was hashed before.
  job.hashes.clear();
  const written = files.read();
  const isBroken = run.log.commands.failed || written.failures.length > 0;
  if (ending.outcome !== 'success' || !isBroken) return { ...ending, written };
  return { ...ending, outcome: 'failure', cause: 'failure', written };
}

async function work(
  job: JobState,
  step: StepDefinition,
  run: StepRun & { readonly github: ReturnType<typeof githubOfStep> },
  minutes: number,
): Promise<Ending> {
  const { log, github, env } = run;
  const limit = limitedSignal(run.signal, minutes);
  log.output.commands = (line, logLine) => log.commands.read(line, logLine);
  try {
    const perform = step.uses === undefined ? runDeclaredScript : runAction;
    const exit = await perform(job, step, { log, place: { github, env }, signal: limit.signal });
    return endingOf(job, exit, limit.expired() ? minutes : null);
  } catch (error) {
    if (limit.signal.aborted) return endingOf(job, { kind: 'aborted' }, limit.expired() ? minutes : null);
    const isFixed = error instanceof StepError || error instanceof ExpressionError;
    return failure(isFixed ? null : 'failure', null, sentence(error));
  } finally {
    log.output.commands = null;
    limit.dispose();
  }
}

/** @param timedOut minutes that were over, or null */
function endingOf(job: JobState, exit: StepExit, timedOut: number | null): Ending {
  switch (exit.kind) {
    case 'exited':
      if (exit.code === 0) return SUCCESS;
      return failure('failure', exit.code, `Process completed with exit code ${exit.code}.`);
    case 'signalled':
      return failure('failure', codeOf(exit.signal), `Process was ended by the signal ${exit.signal}.`);
    case 'not-started':
      return failure('failure', null, exit.message);
    case 'aborted':
      break;
  }
  if (timedOut !== null && job.cancellation.request === null) {
    return failure('timeout', null, `The step has timed out after ${timedOut} minutes.`);
  }
  return cancelled(job);
}

/** A step that a cancellation ended. */
export function cancelled(job: JobState): Ending {
  const problem = `The operation was canceled. ${job.cancellation.request?.reason ?? ''}`.trim();
  return { outcome: 'cancelled', cause: null, exitCode: null, problems: [problem] };
}

function failure(cause: RetryCause | null, exitCode: number | null, problem: string): Ending {
  return { outcome: 'failure', cause, exitCode, problems: [problem] };
}

/** The exit code that shells give a process which a signal ended. */
function codeOf(signal: string): number | null {
  const number = Object.entries(constants.signals).find(([name]) => name === signal)?.[1];
  return number === undefined ? null : 128 + number;
}
