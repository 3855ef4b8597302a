import type { JobContexts, JsonObject, Leg } from '../../events/index.ts';
import { githubContext, type Scope, type Status } from '../../workflow/index.ts';
import {
  ancestorsOf,
  callAround,
  cancellationOf,
  type JobState,
  needOf,
  resultOf,
  type RunState,
} from '../state/index.ts';

/** What expressions of a job see before its matrix is expanded, `if` among them. */
export function jobScope(run: RunState, job: JobState): Scope {
  return { contexts: jobContexts(run, job), status: statusOf(run, job) };
}

/** What expressions of one leg see. */
export function legScope(scope: Scope, leg: Leg): Scope {
  return {
    ...scope,
    contexts: { ...scope.contexts, strategy: strategyContext(leg), matrix: leg.matrix },
  };
}

/** The contexts that a leg's worker is given. */
export function legContexts(run: RunState, job: JobState, leg: Leg): JobContexts {
  return { ...jobContexts(run, job), strategy: strategyContext(leg), matrix: leg.matrix };
}

function jobContexts(run: RunState, job: JobState): Omit<JobContexts, 'strategy' | 'matrix'> {
  const { facts } = run;
  return {
    github: githubContext({
      repository: run.repository,
      run: run.id,
      number: facts.number,
      runAttempt: run.runAttempt,
      job: job.definition.id,
      workflow: facts.workflow,
      trigger: facts.trigger,
      payload: run.payload,
      urls: facts.urls,
      defaultBranch: facts.defaultBranch,
      triggeringActor: run.triggeringActor,
    }),
    needs: needsContext(run, job),
    inputs: callAround(run, job.key)?.inputs ?? facts.trigger.inputs ?? {},
    vars: facts.vars,
  };
}

/** `needs`: the direct ones, with their results and outputs. */
function needsContext(run: RunState, job: JobState): JsonObject {
  return Object.fromEntries(
    job.definition.needs.flatMap((id) => {
      const need = needOf(run, job, id);
      return need === undefined ? [] : [[id, resultContext(need)]];
    }),
  );
}

/** What the outputs of a called workflow see: `jobs`, with the results and outputs of all its jobs. */
export function callScope(
  run: RunState,
  call: JobState,
  inputs: JsonObject,
  nested: readonly JobState[],
): Scope {
  const { contexts } = jobScope(run, call);
  const jobs = Object.fromEntries(nested.map((job) => [job.definition.id, resultContext(job)]));
  return { contexts: { github: contexts['github'] ?? null, vars: contexts['vars'] ?? null, inputs, jobs } };
}

/** A job that is over, as `needs` and `jobs` have it. */
function resultContext(job: JobState): JsonObject {
  return { result: resultOf(job), outputs: job.outputs };
}

/** GitHub docs, "Contexts": without a matrix it is a strategy of one job. */
function strategyContext(leg: Leg): JsonObject {
  return {
    'fail-fast': leg.failFast,
    'job-index': leg.index,
    'job-total': leg.total,
    'max-parallel': leg.maxParallel ?? leg.total,
  };
}

/**
 * What `success()`, `failure()` and `cancelled()` of a job's `if` answer: the first two look at all ancestors,
 * so that a failure or skip reaches through the chain (GitHub docs, "needs" and "Status check functions").
 */
function statusOf(run: RunState, job: JobState): Status {
  const cancelled = cancellationOf(run, job) !== null;
  const results = ancestorsOf(run, job).map(resultOf);
  return {
    success: !cancelled && results.every((result) => result === 'success'),
    failure: !cancelled && results.includes('failure'),
    cancelled,
  };
}
