import { stepFile } from '../../workflow/index.ts';
import type { Annotation, Conclusion } from '../../events/index.ts';
import { StepCommands } from '../commands/index.ts';
import { StepOutput } from '../output/index.ts';
import type { StepResult } from './facts.ts';
import type { JobState } from './job-state.ts';

/** A step's log while it is written, and what its commands said. */
export interface StepLog {
  readonly output: StepOutput;
  readonly commands: StepCommands;
  /** Writes a line of the worker's own. */
  print(line: string): void | Promise<void>;
  /** Adds an annotation and its line. */
  annotate(level: Annotation['level'], message: string): void | Promise<void>;
}

/** How the work of a step ended. */
export interface StepEnd {
  readonly outcome: Conclusion;
  /** Of the process that failed it. Default: none did. */
  readonly exitCode?: number | null;
  /** Whether a failure does not fail the job. */
  readonly continueOnError?: boolean;
  readonly outputs?: { readonly [name: string]: string };
  readonly summary?: string | null;
}

/**
 * Runs one step's work between its `step_started` and `step_completed`: opens its log, keeps what happens, and
 * closes the log before the step is reported complete. What `work` throws is a failure with the error's
 * sentence in the log.
 */
export async function recordStep(
  job: JobState,
  step: number,
  rawName: string,
  work: (log: StepLog) => Promise<StepEnd>,
): Promise<StepResult> {
  const { spec } = job;
  const name = job.masks.apply(rawName);
  const file = stepFile(step, name);
  job.facts.report({ type: 'step_started', step, name, file });
  const { repository, runNumber, folder, run } = spec;
  const writer = job.logs.open(
    { repository, runNumber, folder, file },
    { run, job: spec.job, step, worker: job.worker.id },
  );
  const log = openLog(job, step, new StepOutput({ writer, masks: job.masks, now: job.now }));
  let end = await work(log).catch(async (error: unknown): Promise<StepEnd> => {
    await log.annotate('failure', sentence(error));
    return { outcome: 'failure' };
  });
  if (end.outcome === 'success' && log.commands.failed) end = { ...end, outcome: 'failure' };
  let length = { lines: log.output.lines, bytes: 0 };
  try {
    length = await log.output.close();
  } catch (error) {
    log.commands.annotate('failure', `The log of this step could not be written: ${sentence(error)}`, null);
    end = { ...end, outcome: 'failure' };
  }
  const { outcome } = end;
  const conclusion = outcome === 'failure' && end.continueOnError === true ? 'success' : outcome;
  const { annotations } = log.commands;
  job.facts.report({
    type: 'step_completed',
    step,
    name,
    file,
    outcome,
    conclusion,
    log: length,
    annotations,
    ...(end.summary === undefined || end.summary === null ? {} : { summary: job.masks.apply(end.summary) }),
  });
  return { outcome, conclusion, outputs: end.outputs ?? {}, annotations, exitCode: end.exitCode ?? null };
}

/** Reports a step that does not run. */
export function skipStep(job: JobState, step: number, name: string): StepResult {
  job.facts.report({
    type: 'step_completed',
    step,
    name: job.masks.apply(name),
    file: null,
    outcome: 'skipped',
    conclusion: 'skipped',
    log: { lines: 0, bytes: 0 },
    annotations: [],
  });
  return { outcome: 'skipped', conclusion: 'skipped', outputs: {}, annotations: [], exitCode: null };
}

/** What an error says to the reader of a log. */
export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function openLog(job: JobState, step: number, output: StepOutput): StepLog {
  const commands = new StepCommands({ step, masks: job.masks, debug: job.debug });
  return {
    output,
    commands,
    print: (line) => output.print(line),
    annotate: async (level, message) => {
      // What the step printed without a line end comes first.
      await output.end();
      await output.print(commands.annotate(level, message, output.lines));
    },
  };
}
