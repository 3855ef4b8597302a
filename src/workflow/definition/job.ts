import type {
  Concurrency,
  JobDefinition,
  RunDefaults,
  RunsOn,
  Strategy,
  WorkflowCall,
} from '../../events/definition.ts';
import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { calledWorkflowPath } from '../project/index.ts';
import {
  environmentOf,
  listOf,
  mapOf,
  present,
  scalarText,
  templateOf,
  templatesOf,
  textsOf,
} from './read.ts';
import { readRetry } from './retry.ts';
import { isCheckout, pick, readStep } from './step.ts';

/** Keys of a job that are known and not executed yet. */
export const JOB_KEYS_NOT_EXECUTED = [
  'container',
  'services',
  'environment',
  'snapshot',
  'cancel-timeout-minutes',
];

/** The keys that a job has and that are not executed yet. An empty `container` is none. */
export function jobKeysNotExecuted(job: JsonObject): string[] {
  const { container } = job;
  const hasContainer = container !== null && container !== '';
  return JOB_KEYS_NOT_EXECUTED.filter((key) => key in job && (key !== 'container' || hasContainer));
}

/** One job of a file that the schema finds valid. */
export function readJob(id: string, job: JsonObject): JobDefinition {
  const steps = listOf(job['steps']).map((step) => readStep(mapOf(step)));
  return present({
    id,
    name: scalarText(job['name']),
    needs: textsOf(job['needs']),
    if: scalarText(job['if']),
    runsOn: readRunsOn(job['runs-on']),
    env: environmentOf(job['env']),
    defaults: readDefaults(job['defaults']),
    outputs: readOutputs(job['outputs']),
    timeoutMinutes: templateOf(job['timeout-minutes']),
    continueOnError: templateOf(job['continue-on-error']),
    strategy: readStrategy(job['strategy']),
    concurrency: readConcurrency(job['concurrency']),
    permissions: job['permissions'],
    checkout: job['checkout'] !== false && !steps.some((step) => isCheckout(step.uses)),
    steps,
    retry: readRetry(job['retry']),
    call: readCall(job),
    notExecuted: pick(job, jobKeysNotExecuted(job)),
  });
}

/** A job's call of a workflow of its own repository; undefined where it has steps, or calls one of another. */
function readCall({ uses, with: inputs, secrets }: JsonObject): WorkflowCall | undefined {
  const path = typeof uses === 'string' ? calledWorkflowPath(uses) : null;
  if (path === null) return undefined;
  return {
    path,
    with: templatesOf(inputs),
    secrets: secrets === 'inherit' ? 'inherit' : templatesOf(secrets),
  };
}

/** `defaults`, of a workflow or a job. */
export function readDefaults(value: Json | undefined): RunDefaults {
  const run = mapOf(mapOf(value)['run']);
  return present({ shell: scalarText(run['shell']), workingDirectory: scalarText(run['working-directory']) });
}

/** `concurrency`, a group's name or a map. */
export function readConcurrency(value: Json | undefined): Concurrency | undefined {
  if (value === undefined) return undefined;
  const { group, 'cancel-in-progress': cancel } = isJsonObject(value) ? value : { group: value };
  return { group: scalarText(group) ?? '', cancelInProgress: templateOf(cancel) ?? false };
}

function readRunsOn(value: Json | undefined): RunsOn {
  if (!isJsonObject(value)) return { labels: typeof value === 'string' ? value : textsOf(value) };
  const labels = value['labels'];
  return present({
    group: scalarText(value['group']),
    labels: typeof labels === 'string' ? labels : textsOf(labels),
  });
}

function readStrategy(value: Json | undefined): Strategy | undefined {
  if (!isJsonObject(value)) return undefined;
  const matrix = value['matrix'];
  return present({
    matrix: typeof matrix === 'string' || isJsonObject(matrix) ? matrix : undefined,
    failFast: templateOf(value['fail-fast']),
    maxParallel: templateOf(value['max-parallel']),
  });
}

function readOutputs(value: Json | undefined): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(mapOf(value)).map(([name, output]) => [name, scalarText(output) ?? '']),
  );
}
