import { setTimeout as delay } from 'node:timers/promises';
import type { GraphShape, JobDetailShape, StepDetailShape } from '../../server/index.ts';
import { CommandError } from '../exit-code.ts';
import { isLogRange } from './answers.ts';
import type { ApiClient } from './api-client.ts';
import { textLines } from './event-stream.ts';
import { FOLLOWER, patiently } from './patience.ts';

/** Lines asked for at a time. */
const PAGE = 1000;

/** Which jobs and which step of them a command is about. */
export interface LogSelection {
  /** A job's id, key or shown name. */
  readonly job?: string;
  /** A step's number or name. */
  readonly step?: string;
}

/** A step that has a log. */
export interface LoggedStep {
  readonly job: JobDetailShape;
  readonly step: StepDetailShape;
}

/**
 * The steps with logs that a selection names, in the order of jobs and steps.
 * @throws CommandError where the graph has no such job or step and will not have one
 */
export function loggedSteps(graph: GraphShape, selection: LogSelection): LoggedStep[] {
  return stepsWithLogs(selectedJobs(graph, selection.job), selection.step, graph.run.status === 'completed');
}

/**
 * The steps of jobs that have logs and that `wanted` names, by their number or name; all where it names none.
 * @param over whether no further step will come
 * @throws CommandError where there is no such step and will be none
 */
export function stepsWithLogs(
  jobs: readonly JobDetailShape[],
  wanted: string | undefined,
  over: boolean,
): LoggedStep[] {
  const logged = jobs.flatMap((job) =>
    job.steps.flatMap((step) => (step.log === null ? [] : [{ job, step }])),
  );
  const found = logged.filter(({ step }) => isStep(step, wanted));
  if (found.length === 0 && wanted !== undefined && over) {
    const names = [...new Set(logged.map(({ step }) => `${step.number} ${JSON.stringify(step.name)}`))];
    throw new CommandError(
      `There is no log of a step ${JSON.stringify(wanted)}; there is ${names.length === 0 ? 'none' : `one of ${names.join(', ')}`}.`,
    );
  }
  return found;
}

/**
 * The legs that a selection names; all where it names none, all nested ones where it names a job that calls a workflow.
 * @throws CommandError where the graph has no such job and will not have one
 */
export function selectedJobs(graph: GraphShape, name: string | undefined): readonly JobDetailShape[] {
  const legs = graph.jobs.flatMap((job) => job.legs);
  if (name === undefined) return legs;
  const found = legsNamed(legs, name);
  if (found.length > 0 || graph.jobs.some((job) => job.key === name)) return found;
  if (graph.run.status !== 'completed' && /^\d+$/.test(name)) return found;
  const names = graph.jobs.map((job) => job.key).join(', ');
  throw new CommandError(
    `The run has no job ${JSON.stringify(name)}; it has ${names === '' ? 'none' : names}.`,
  );
}

/** The legs with an id, a key or a shown name; where there are none, those that a job with it calls. */
export function legsNamed<Leg extends JobDetailShape>(legs: readonly Leg[], name: string): readonly Leg[] {
  const named = legs.filter((job) => String(job.id) === name || job.key === name || job.name === name);
  return named.length > 0 ? named : legs.filter((job) => isNestedIn(job, name));
}

/** Whether a job stands in a workflow that a job or one of its legs calls. `name`: that job's key or shown name. */
function isNestedIn(job: JobDetailShape, name: string): boolean {
  return (
    [`${name}/`, `${name}:`].some((prefix) => job.key.startsWith(prefix)) || job.name.startsWith(`${name} / `)
  );
}

/** Reads a step's log as far as it is written; each line with its time in front. */
export async function* readStepLog(
  client: ApiClient,
  { job, step }: LoggedStep,
): AsyncGenerator<readonly string[]> {
  let from = 0;
  for (;;) {
    const path = `/api/jobs/${job.id}/steps/${step.number}/log?from=${from}&count=${PAGE}`;
    const range = await client.get(path, isLogRange);
    if (range.lines.length > 0) yield range.lines;
    from = range.from + range.lines.length;
    if (range.lines.length === 0 || from >= range.total) return;
  }
}

/**
 * Reads a step's log until it is complete, line by line as they are written, each once: where the connection is
 * cut, it goes on with the next line once the server is back.
 */
export async function* followStepLog(client: ApiClient, { job, step }: LoggedStep): AsyncGenerator<string> {
  const path = `/api/jobs/${job.id}/steps/${step.number}/log`;
  for (let from = 0; ; ) {
    for await (const line of linesUntilCut(client, `${path}?from=${from}&follow=1`)) {
      from += 1;
      yield line;
    }
    const rest = await patiently(() => client.get(`${path}?from=${from}&count=1`, isLogRange));
    if (rest.complete && from >= rest.total) return;
    await delay(FOLLOWER.pauseMs);
  }
}

/** The whole lines that come before the stream ends or its connection is cut. */
async function* linesUntilCut(client: ApiClient, path: string): AsyncGenerator<string> {
  const response = await patiently(() => client.request('GET', path, { accept: 'text/plain' }));
  if (response.body === null) return;
  const lines = textLines(response.body);
  for (;;) {
    const next = await lines.next().catch(() => null);
    if (next === null || next.done === true) return;
    yield next.value;
  }
}

function isStep(step: StepDetailShape, wanted: string | undefined): boolean {
  return wanted === undefined || String(step.number) === wanted || step.name === wanted;
}
