import type { JsonObject } from '../../events/index.ts';
import type { Scope } from '../../workflow/index.ts';
import { hashFiles } from '../workspace/index.ts';
import { runnerContext } from './environment.ts';
import { type JobState, statusOf } from './job-state.ts';

/** What differs between the places of a job where expressions stand. */
export interface Place {
  readonly github: JsonObject;
  /** `env` as it is there. */
  readonly env: { readonly [name: string]: string };
}

/**
 * Evaluates expressions of the job: `read` gets the scope and may throw ExpressionError. `hashFiles` reads
 * files and so takes time, which an evaluation cannot: it is evaluated again once the hashes it asked for are
 * there. `read` must therefore do nothing but evaluate.
 */
export async function evaluateIn<Value>(
  job: JobState,
  place: Place,
  read: (scope: Scope) => Value,
): Promise<Value> {
  for (;;) {
    const asked = new Map<string, string[]>();
    const scope = scopeOf(job, place, (patterns) => {
      const key = JSON.stringify(patterns);
      const known = job.hashes.get(key);
      if (known === undefined) asked.set(key, patterns);
      return known ?? '';
    });
    const result = attempt(() => read(scope));
    if (asked.size === 0) {
      if ('error' in result) throw result.error;
      return result.value;
    }
    for (const [key, patterns] of asked)
      job.hashes.set(key, await hashFiles(job.folders.workspace, patterns));
  }
}

function attempt<Value>(read: () => Value): { readonly value: Value } | { readonly error: unknown } {
  try {
    return { value: read() };
  } catch (error) {
    return { error };
  }
}

function scopeOf(job: JobState, place: Place, hashes: (patterns: string[]) => string): Scope {
  const { contexts } = job.spec;
  const status = statusOf(job);
  return {
    contexts: {
      github: place.github,
      runbook: place.github,
      env: place.env,
      job: { status, ...workflowOfJob(job) },
      steps: stepsContext(job),
      runner: runnerContext(job),
      secrets: job.secrets,
      needs: contexts.needs,
      strategy: contexts.strategy,
      matrix: contexts.matrix ?? null,
      inputs: contexts.inputs,
      vars: contexts.vars,
    },
    status: {
      success: status === 'success',
      failure: status === 'failure',
      cancelled: status === 'cancelled',
    },
    hashFiles: hashes,
  };
}

/** The file that a job stands in, which may be a called one (GitHub docs, "job context"). */
function workflowOfJob({ spec }: JobState): JsonObject {
  const { repository, source, workflow, calledFile = workflow.path } = spec;
  return {
    workflow_ref: `${repository}/${calledFile}@${source.ref}`,
    workflow_sha: source.sha,
    workflow_repository: repository,
    workflow_file_path: calledFile,
  };
}

function stepsContext(job: JobState): JsonObject {
  return Object.fromEntries(
    [...job.steps].map(([id, { outcome, conclusion, outputs }]) => [id, { outcome, conclusion, outputs }]),
  );
}
