import { writeFile } from 'node:fs/promises';

import { evaluateEnvironment } from '../../workflow/index.ts';
import type { JobSecrets } from '../ports.ts';
import { makeJobFolders } from '../workspace/index.ts';
import { githubOfStep, operatingSystem } from './environment.ts';
import { evaluateIn } from './evaluation.ts';
import type { JobState } from './job-state.ts';
import { secretsOf } from './secrets.ts';
import { type StepEnd, type StepLog, recordStep, sentence } from './step-log.ts';

/** Step 1, `Set up job`: folders, secrets, `env`, and the automatic checkout. Gives whether the steps can run. */
export async function setUp(
  job: JobState,
  secrets: (signal: AbortSignal) => Promise<JobSecrets>,
): Promise<boolean> {
  const signal = job.cancellation.beforeSteps;
  // Before the log opens, so that not even a name shows a secret.
  const ready = await attempt(() => prepare(job, secrets, signal));
  const result = await recordStep(job, 1, 'Set up job', async (log): Promise<StepEnd> => {
    await introduce(job, log);
    if (ready !== null) return fail(job, log, ready.error, signal);
    const problem = await attempt(() => fill(job, log, signal));
    return problem === null ? { outcome: 'success' } : fail(job, log, problem.error, signal);
  });
  if (result.outcome === 'failure') job.failed = true;
  return result.outcome === 'success';
}

async function prepare(
  job: JobState,
  secrets: (signal: AbortSignal) => Promise<JobSecrets>,
  signal: AbortSignal,
): Promise<void> {
  const [known] = await Promise.all([secrets(signal), makeJobFolders(job.folders)]);
  for (const value of Object.values(known.secrets)) job.masks.add(value);
  const credentials = known.access?.credentials ?? null;
  if (credentials !== null) {
    job.masks.add(credentials);
    job.masks.add(credentials.slice(credentials.indexOf(':') + 1));
  }
  job.access = known.access;
  job.secrets = secretsOf(job.spec, known.secrets);
  // A call may hand on a text that holds a secret: that is one, too.
  for (const value of Object.values(job.secrets)) job.masks.add(value);
  const { vars } = job.spec.contexts;
  job.debug = [known.secrets['ACTIONS_STEP_DEBUG'], vars['ACTIONS_STEP_DEBUG']].includes('true');
}

async function fill(job: JobState, log: StepLog, signal: AbortSignal): Promise<void> {
  const { spec, folders } = job;
  const github = githubOfStep(job, '', null);
  await writeFile(folders.eventFile, JSON.stringify(spec.contexts.github['event'] ?? {}), { mode: 0o600 });
  const outer = await evaluateIn(job, { github, env: {} }, (scope) =>
    evaluateEnvironment(spec.workflowEnv, scope),
  );
  const own = await evaluateIn(job, { github, env: outer }, (scope) =>
    evaluateEnvironment(spec.definition.env, scope),
  );
  job.env = { ...outer, ...own };
  if (spec.definition.checkout) await checkOut(job, log, signal);
}

/** The commit, in the workspace, before the first step. */
async function checkOut(job: JobState, log: StepLog, signal: AbortSignal): Promise<void> {
  const { spec, folders } = job;
  await log.print(`##[group]Check out ${spec.repository} at ${spec.source.sha}`);
  await job.checkouts.checkout(
    spec,
    job.access,
    {
      target: folders.workspace,
      ref: null,
      fetchDepth: 0,
      fetchTags: true,
      clean: true,
      sparseCheckout: [],
      sparseCheckoutConeMode: true,
      print: (line) => void log.print(line),
    },
    signal,
  );
  await log.print('##[endgroup]');
}

async function introduce(job: JobState, log: StepLog): Promise<void> {
  const { worker, spec } = job;
  await log.print(
    [
      `Worker: ${worker.name} (${operatingSystem()})`,
      `Labels: ${worker.labels.join(', ')}`,
      `Job: ${spec.name}, attempt ${spec.attempt}`,
    ].join('\n'),
  );
}

async function fail(job: JobState, log: StepLog, error: unknown, signal: AbortSignal): Promise<StepEnd> {
  const { request } = job.cancellation;
  if (signal.aborted && request !== null) {
    await log.annotate('failure', `The operation was canceled. ${request.reason}`);
    return { outcome: 'cancelled' };
  }
  await log.annotate('failure', sentence(error));
  return { outcome: 'failure' };
}

async function attempt(work: () => Promise<void>): Promise<{ readonly error: unknown } | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return { error };
  }
}
