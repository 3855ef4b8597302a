import { callPrefix, type JsonObject, prefixOf, type WorkflowDefinition } from '../../events/index.ts';
import { keepLeg } from './kept-legs.ts';
import { type CallState, createJob, type JobState, type LegState, type RunState } from './run-state.ts';

/** The call that a job is nested in; undefined for one of the run's own file. */
export function callAround(run: RunState, key: string): CallState | undefined {
  return run.calls.get(prefixOf(key));
}

/** The calls that a job is nested in, the innermost first. */
export function callsAround(run: RunState, key: string): CallState[] {
  const call = callAround(run, key);
  return call === undefined ? [] : [call, ...callsAround(run, call.key)];
}

/** The leg that made a call; undefined where a rerun has forgotten it. */
export function legOfCall(run: RunState, call: CallState): LegState | undefined {
  return run.jobs.get(call.key)?.legs.get(call.leg);
}

/** Whether the file that a job stands in is being run: the run's own, or that of a call that is not over. */
export function isWithinOpenCall(run: RunState, key: string): boolean {
  const call = callAround(run, key);
  return call === undefined || legOfCall(run, call)?.attempt.status === 'called';
}

/** The jobs of one file of the run, in its order. @param prefix what their keys begin with; empty: the run's own */
export function jobsOfFile(run: RunState, prefix: string): JobState[] {
  return workflowOfFile(run, prefix).jobs.flatMap(({ id }) => run.jobs.get(prefix + id) ?? []);
}

/** Whether something holds of every job of one file; asks no further once it does not. */
export function everyJobOfFile(run: RunState, prefix: string, holds: (job: JobState) => boolean): boolean {
  return workflowOfFile(run, prefix).jobs.every(({ id }) => {
    const job = run.jobs.get(prefix + id);
    return job === undefined || holds(job);
  });
}

/** The workflow that jobs stand in. @param prefix what their keys begin with */
export function workflowOfFile(run: RunState, prefix: string): WorkflowDefinition {
  return run.calls.get(prefix)?.definition ?? run.facts.definition;
}

/** The file that a job calls, as the run's definition has it; undefined where it calls none, or it is not there. */
export function calledBy(run: RunState, { definition: { call } }: JobState): WorkflowDefinition | undefined {
  const { called = {} } = run.facts.definition;
  return call !== undefined && Object.hasOwn(called, call.path) ? called[call.path] : undefined;
}

/** Makes a call: its jobs become jobs of the run. Those that a rerun takes over are concluded from the beginning. */
export function openCall(run: RunState, job: JobState, leg: LegState, inputs: JsonObject): void {
  const definition = calledBy(run, job);
  if (definition === undefined) return;
  const prefix = callPrefix(job.key, leg.leg);
  run.calls.set(prefix, { prefix, key: job.key, leg: leg.leg.index, definition, inputs });
  for (const nested of definition.jobs) run.jobs.set(prefix + nested.id, createJob(prefix, nested));
  takeOver(run, prefix);
}

/** Concludes the legs of one file that a rerun takes over; a call among them was made before. */
export function takeOver(run: RunState, prefix: string): void {
  const pinned = run.pinned.get(prefix) ?? [];
  run.pinned.delete(prefix);
  for (const kept of pinned) {
    const job = run.jobs.get(kept.key);
    if (job === undefined) continue;
    const leg = keepLeg(job, kept);
    if (kept.calls !== undefined) openCall(run, job, leg, {});
  }
}
