import type { StepDefinition } from '../../events/index.ts';
import {
  evaluateBoolean,
  evaluateCondition,
  evaluateEnvironment,
  evaluateNumber,
  interpolate,
} from '../../workflow/index.ts';
import { isCheckoutAction, readCheckoutInputs } from '../actions/checkout/index.ts';
import { StepFiles } from '../commands/index.ts';
import type { StepExit } from '../ports.ts';
import { StepError, runScript } from '../steps/index.ts';
import { githubOfStep, stepEnvironment } from './environment.ts';
import { type Place, evaluateIn } from './evaluation.ts';
import type { StepResult } from './facts.ts';
import type { JobState } from './job-state.ts';
import { type StepEnd, type StepLog, recordStep, skipStep } from './step-log.ts';
import { actionName, stepName } from './step-name.ts';
import { limitedSignal } from './time-limit.ts';

/** Runs one declared step, or skips it, and keeps its result for the steps after it. */
export async function runStep(job: JobState, number: number, step: StepDefinition): Promise<void> {
  const result = await decideAndRun(job, number, step);
  if (step.id !== undefined) job.steps.set(step.id, result);
  if (result.conclusion === 'failure') job.failed = true;
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
    return execute(job, number, step, { action, env: place.env, log, signal });
  });
}

interface Execution {
  readonly action: string;
  /** `env` of all levels. */
  readonly env: { readonly [name: string]: string };
  readonly log: StepLog;
  readonly signal: AbortSignal;
}

async function execute(
  job: JobState,
  number: number,
  step: StepDefinition,
  run: Execution,
): Promise<StepEnd> {
  const files = StepFiles.after(job.stepFiles, job.folders.fileCommands, String(number));
  job.stepFiles = files;
  const github = githubOfStep(job, run.action, files);
  const place: Place = { github, env: run.env };
  const terms = await evaluateIn(job, place, (scope) => ({
    continueOnError: evaluateBoolean(step.continueOnError, scope, false),
    timeoutMinutes: evaluateNumber(step.timeoutMinutes, scope, 0),
  }));
  const limit = limitedSignal(run.signal, terms.timeoutMinutes);
  run.log.commands.allowUnsecure = /^(true|1|\$true)$/i.test(
    run.env['ACTIONS_ALLOW_UNSECURE_COMMANDS'] ?? '',
  );
  run.log.output.commands = (line, logLine) => run.log.commands.read(line, logLine);
  let exit: StepExit;
  try {
    exit =
      step.uses === undefined
        ? await runDeclaredScript(job, step, run, place, limit.signal)
        : await runAction(job, step, run, place, limit.signal);
  } catch (error) {
    if (!limit.signal.aborted) {
      const end = await finish(job, files, run.log, {
        outcome: 'failure',
        continueOnError: terms.continueOnError,
      });
      await run.log.annotate('failure', error instanceof Error ? error.message : String(error));
      return end;
    }
    exit = { kind: 'aborted' };
  } finally {
    run.log.output.commands = null;
    limit.dispose();
  }
  const outcome = await outcomeOf(job, exit, limit.expired() ? terms.timeoutMinutes : null, run.log);
  return finish(job, files, run.log, { outcome, continueOnError: terms.continueOnError });
}

async function runDeclaredScript(
  job: JobState,
  step: StepDefinition,
  run: Execution,
  place: Place,
  signal: AbortSignal,
): Promise<StepExit> {
  const { definition, workflowDefaults } = job.spec;
  const shell = step.shell ?? definition.defaults.shell ?? workflowDefaults.shell;
  const folder =
    step.workingDirectory ?? definition.defaults.workingDirectory ?? workflowDefaults.workingDirectory ?? '.';
  const script = await evaluateIn(job, place, (scope) => ({
    text: interpolate(step.run ?? '', scope),
    shell: shell === undefined ? undefined : interpolate(shell, scope),
    workingDirectory: interpolate(folder, scope) || '.',
  }));
  // Only what an expression put there: a secret of one letter stands in `bash -e {0}` by chance.
  if (script.shell !== undefined && script.shell !== shell && job.masks.hides(script.shell)) {
    throw new StepError(
      'The shell of this step holds the value of a secret, and arguments can be read by everybody on the machine. Hand the secret over through env instead.',
    );
  }
  const environment = stepEnvironment(job, run.env, place.github);
  return runScript(
    { ...script, env: run.env, environment },
    {
      processes: job.processes,
      output: run.log.output,
      masks: job.masks,
      workspace: job.folders.workspace,
      temporary: job.folders.temporary,
    },
    signal,
  );
}

async function runAction(
  job: JobState,
  step: StepDefinition,
  run: Execution,
  place: Place,
  signal: AbortSignal,
): Promise<StepExit> {
  const uses = step.uses ?? '';
  if (!isCheckoutAction(uses)) {
    throw new StepError(
      `The action ${uses} cannot be run: this version runs actions/checkout and scripts only.`,
    );
  }
  const inputs = await evaluateIn(job, place, (scope) =>
    Object.fromEntries(
      Object.entries(step.with ?? {}).map(([name, value]) => [name, interpolate(value, scope)]),
    ),
  );
  await run.log.print(
    [
      '##[group]Run ' + uses,
      'with:',
      ...Object.entries(inputs).map(([name, value]) => `  ${name}: ${value}`),
      '##[endgroup]',
    ].join('\n'),
  );
  const request = await readCheckoutInputs(inputs, job.spec.repository, job.folders.workspace, (line) => {
    void run.log.print(line);
  });
  await job.checkouts.checkout(job.spec, job.access, request, signal);
  return { kind: 'exited', code: 0 };
}

/** Says in the log how the process ended. @param timedOut minutes that were over, or null */
async function outcomeOf(
  job: JobState,
  exit: StepExit,
  timedOut: number | null,
  log: StepLog,
): Promise<'success' | 'failure' | 'cancelled'> {
  if (exit.kind === 'exited' && exit.code === 0) return 'success';
  if (exit.kind !== 'aborted') {
    await log.annotate('failure', endOf(exit));
    return 'failure';
  }
  const { request } = job.cancellation;
  if (timedOut !== null && request === null) {
    await log.annotate('failure', `The step has timed out after ${timedOut} minutes.`);
    return 'failure';
  }
  await log.annotate('failure', `The operation was canceled. ${request?.reason ?? ''}`.trim());
  return 'cancelled';
}

function endOf(exit: Exclude<StepExit, { kind: 'aborted' }>): string {
  if (exit.kind === 'exited') return `Process completed with exit code ${exit.code}.`;
  if (exit.kind === 'signalled') return `Process was ended by the signal ${exit.signal}.`;
  return exit.message;
}

/** Takes over what the step wrote into its files and set by commands. */
async function finish(job: JobState, files: StepFiles, log: StepLog, end: StepEnd): Promise<StepEnd> {
  await log.output.end();
  const written = files.read();
  job.env = { ...job.env, ...Object.fromEntries([...log.commands.env, ...written.env]) };
  // The newest first, each once: a folder that is added again moves to the front.
  job.paths = [...new Set([...[...log.commands.paths, ...written.paths].toReversed(), ...job.paths])];
  job.hashes.clear();
  for (const refusal of written.refusals) await log.annotate('failure', refusal);
  for (const failure of written.failures) await log.annotate('failure', failure);
  const failed = end.outcome === 'success' && written.failures.length > 0;
  return {
    ...end,
    outcome: failed ? 'failure' : end.outcome,
    outputs: Object.fromEntries([...log.commands.outputs, ...written.outputs]),
    summary: written.summary,
  };
}
