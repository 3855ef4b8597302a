import { availableParallelism } from 'node:os';
import { pino } from 'pino';
import { defaultLabels } from '../../worker/index.ts';
import type { RunFlags } from '../commands/run.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { CommandContext } from '../terminal/output.ts';
import { countProblems, formatProblem } from '../terminal/problem-text.ts';
import { createJsonReporter } from './json-reporter.ts';
import { type LocalRun, type LocalRunResult, startLocalRun } from './local-run.ts';
import { planRun, type RunPlan } from './plan.ts';
import { createPreparedIntake } from './prepared-intake.ts';
import { RunProgress } from './run-progress.ts';
import { type RunSettings, readSettings } from './settings.ts';
import { createTextReporter } from './text-reporter.ts';

/** `runbook run`: plans, runs, prints. @throws CommandError for wrong usage */
export async function runHere(
  names: readonly string[],
  flags: RunFlags,
  context: CommandContext,
): Promise<ExitCode> {
  const settings = await readSettings(flags, context);
  const plan = await planRun(names, flags, settings);
  await printPlan(plan, flags, context);
  if (plan.workflows.length === 0) return EXIT.failed;
  const progress = new RunProgress();
  const run = start(plan, flags, settings, progress, context);
  const interrupted = cancelOnSignals(run, context);
  const { unserved } = await run.result.finally(() => interrupted.stop());
  await explainUnserved(unserved, context);
  if (interrupted.happened()) return EXIT.interrupted;
  const conclusions = progress.views().map((view) => view.conclusion);
  const good = conclusions.every(
    (conclusion) => conclusion !== 'failure' && conclusion !== 'cancelled' && conclusion !== 'timed_out',
  );
  return good && unserved.length === 0 ? EXIT.success : EXIT.failed;
}

function start(
  plan: RunPlan,
  flags: RunFlags,
  settings: RunSettings,
  progress: RunProgress,
  { stdout }: CommandContext,
): LocalRun {
  const now = Date.now;
  return startLocalRun({
    repository: plan.repository,
    trigger: plan.trigger,
    payload: plan.payload,
    intake: createPreparedIntake(plan.workflows, plan.facts, settings.vars),
    secrets: settings.secrets,
    folder: plan.root,
    inPlace: flags.inPlace ?? false,
    labels: [...defaultLabels(), ...(flags.labels ?? [])],
    passEnv: flags.passEnv ?? [],
    capacity: flags.inPlace === true ? 1 : Math.max(2, availableParallelism()),
    progress,
    reporter:
      flags.json === true ? createJsonReporter(stdout, progress) : createTextReporter(stdout, progress, now),
    logger: pino({ level: 'silent' }),
    now,
  });
}

/** What is wrong with the files goes where `validate` prints it; what is passed over is said beside the output. */
async function printPlan(plan: RunPlan, flags: RunFlags, { stdout, stderr }: CommandContext): Promise<void> {
  const failed = plan.workflows.length === 0;
  const output = failed && flags.json !== true ? stdout : stderr;
  for (const problem of plan.problems) await output.write(formatProblem(problem, output.style));
  if (failed)
    await output.write(`${output.style.bad(`Nothing was run: ${countProblems(plan.problems)}.`)}\n`);
  for (const { reason } of plan.passedOver)
    await stderr.write(`${stderr.style.faint(`not run: ${reason}`)}\n`);
}

async function explainUnserved(
  unserved: LocalRunResult['unserved'],
  { stderr }: CommandContext,
): Promise<void> {
  for (const labels of new Set(unserved.map((wanted) => wanted.join(',')))) {
    await stderr.write(
      `${stderr.style.bad('runbook:')} no worker here answers to ${labels}; --labels ${labels} would run such jobs on this machine.\n`,
    );
  }
}

/** The first Ctrl-C (or SIGTERM) cancels the runs, the second kills their processes. */
function cancelOnSignals(
  run: LocalRun,
  { stderr }: CommandContext,
): { readonly happened: () => boolean; readonly stop: () => void } {
  let signals = 0;
  const onSignal = (): void => {
    signals += 1;
    const text = signals === 1 ? 'Cancelling; once more kills what still runs.' : 'Killing what still runs.';
    void stderr.write(`\n${stderr.style.warning(text)}\n`);
    const action = signals === 1 ? run.cancel() : run.kill();
    action.catch((error: unknown) => void stderr.write(`runbook: ${String(error)}\n`));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    happened: () => signals > 0,
    stop() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
