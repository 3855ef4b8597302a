import { ExpressionError, interpolate } from '../../workflow/index.ts';
import { githubOfStep } from './environment.ts';
import { evaluateIn } from './evaluation.ts';
import { type JobState, statusOf } from './job-state.ts';
import { type StepLog, recordStep, sentence } from './step-log.ts';

/** Bytes that all outputs of a job may have together; GitHub's limit. */
const OUTPUTS_LIMIT = 1024 * 1024;

/**
 * The last step, `Complete job`: evaluates the job's outputs and stops what its steps left running. Gives the
 * outputs.
 */
export async function completeJob(job: JobState): Promise<{ readonly [name: string]: string }> {
  let outputs: { readonly [name: string]: string } = {};
  const number = job.spec.definition.steps.length + 2;
  const result = await recordStep(job, number, 'Complete job', async (log) => {
    outputs = await jobOutputs(job, log);
    await stopProcesses(job, log);
    await log.print(`Job ${job.spec.name} ends: ${statusOf(job)}`);
    return { outcome: 'success' };
  });
  if (result.outcome === 'failure') job.failed = true;
  return outputs;
}

async function jobOutputs(job: JobState, log: StepLog): Promise<{ readonly [name: string]: string }> {
  const place = { github: githubOfStep(job, '', null), env: job.env };
  const outputs: [string, string][] = [];
  let bytes = 0;
  for (const [key, template] of Object.entries(job.spec.definition.outputs)) {
    let name: string;
    let value: string;
    try {
      [name, value] = await evaluateIn(job, place, (scope) => [
        interpolate(key, scope),
        interpolate(template, scope),
      ]);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      await log.annotate('failure', `The output ${key} could not be evaluated. ${error.message}`);
      job.failed = true;
      continue;
    }
    if (value === '') continue;
    if (job.masks.hides(value)) {
      await log.annotate('warning', `The output ${name} was left out because it may hold a secret.`);
      continue;
    }
    bytes += Buffer.byteLength(name) + Buffer.byteLength(value);
    if (bytes > OUTPUTS_LIMIT) {
      await log.annotate(
        'failure',
        `The outputs of this job have more than ${OUTPUTS_LIMIT} bytes; ${name} and what follows were left out.`,
      );
      job.failed = true;
      break;
    }
    outputs.push([name, value]);
  }
  return Object.fromEntries(outputs);
}

async function stopProcesses(job: JobState, log: StepLog): Promise<void> {
  try {
    await job.processes.stopAll(job.cancellation.request === null ? 'end' : 'cancel');
  } catch (error) {
    await log.annotate('warning', sentence(error));
  }
}
