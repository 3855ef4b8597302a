import type { StepDefinition } from '../../events/index.ts';
import { interpolate } from '../../workflow/index.ts';
import { isCheckoutAction, readCheckoutInputs } from '../actions/checkout/index.ts';
import type { StepExit } from '../ports.ts';
import { StepError, runScript } from '../steps/index.ts';
import { stepEnvironment } from './environment.ts';
import { type Place, evaluateIn } from './evaluation.ts';
import type { JobState } from './job-state.ts';
import type { StepLog } from './step-log.ts';

/** What all tries of a step share. */
export interface StepRun {
  readonly action: string;
  /** `env` of all levels. */
  readonly env: { readonly [name: string]: string };
  readonly log: StepLog;
  readonly signal: AbortSignal;
}

/** Where one try works. */
export interface WorkPlace {
  readonly log: StepLog;
  readonly place: Place;
  readonly signal: AbortSignal;
}

/** Runs the script of a `run` step. @throws StepError, ExpressionError where it cannot be run as it is written */
export async function runDeclaredScript(
  job: JobState,
  step: StepDefinition,
  { log, place, signal }: WorkPlace,
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
  const environment = stepEnvironment(job, place.env, place.github);
  return runScript(
    { ...script, env: place.env, environment },
    {
      processes: job.processes,
      output: log.output,
      masks: job.masks,
      workspace: job.folders.workspace,
      temporary: job.folders.temporary,
    },
    signal,
  );
}

/** Runs the action of a `uses` step. @throws StepError, ExpressionError where it cannot be run as it is written */
export async function runAction(
  job: JobState,
  step: StepDefinition,
  { log, place, signal }: WorkPlace,
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
  await log.print(
    [
      '##[group]Run ' + uses,
      'with:',
      ...Object.entries(inputs).map(([name, value]) => `  ${name}: ${value}`),
      '##[endgroup]',
    ].join('\n'),
  );
  const request = await readCheckoutInputs(inputs, job.spec.repository, job.folders.workspace, (line) => {
    void log.print(line);
  });
  await job.checkouts.checkout(job.spec, job.access, request, signal);
  return { kind: 'exited', code: 0 };
}
