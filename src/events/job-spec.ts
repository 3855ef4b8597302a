import type { Leg } from './job-terms.ts';
import type { Environment, JobDefinition, RunDefaults, Template } from './definition.ts';
import type { JobId, RepositoryName, RunId } from './ids.ts';
import type { JsonObject } from './json.ts';
import type { Version } from './versions.ts';

/** All that a worker needs to execute one job attempt, secrets apart: what a grant carries. */
export interface JobSpec {
  readonly repository: RepositoryName;
  readonly run: RunId;
  readonly runNumber: number;
  readonly runAttempt: number;
  readonly job: JobId;
  readonly attempt: number;
  readonly name: string;
  /** The folder of its logs within the run's. */
  readonly folder: string;
  readonly leg: Leg;
  /** The run's. */
  readonly workflow: { readonly path: string; readonly name: string };
  /** The file that a nested job stands in; absent for a job of the run's own. */
  readonly calledFile?: string;
  readonly definition: JobDefinition;
  /** `env` and `defaults` of the file that the job stands in: a called one does not get those of its caller. */
  readonly workflowEnv: Environment;
  readonly workflowDefaults: RunDefaults;
  /**
   * `github` without what only the worker knows (workspace, action, job paths, token), `needs`, `strategy`, `matrix`, `inputs`, `vars`.
   */
  readonly contexts: JobContexts;
  /** Minutes. */
  readonly timeoutMinutes: number;
  readonly continueOnError: boolean;
  /** Of a nested job: what each call around it hands on of its secrets, the outermost first; absent: all of them. */
  readonly secretMappings?: readonly SecretMapping[];
  /** What to check out. */
  readonly source: { readonly url: string; readonly ref: string; readonly sha: string };
}

/**
 * The oldest version of a grant that says all of a job. 2 has steps with `retry`, and jobs of called workflows, which
 * get only those secrets that their calls hand on: a worker that does not know it would run the step once, and show
 * the job all secrets.
 */
export function grantVersionOf({
  definition,
  calledFile,
}: Pick<JobSpec, 'definition'> & { readonly calledFile?: string | undefined }): Version {
  const isNested = calledFile !== undefined;
  return isNested || definition.steps.some(({ retry }) => retry !== undefined) ? 2 : 1;
}

/** The contexts that the orchestrator fixes for a job. */
export interface JobContexts {
  readonly github: JsonObject;
  readonly needs: JsonObject;
  readonly strategy: JsonObject;
  readonly matrix: JsonObject | null;
  readonly inputs: JsonObject;
  readonly vars: JsonObject;
}

/** A call that hands on only what it names of its caller's secrets. */
export interface SecretMapping {
  /** By the names that the called workflow gives them; empty: none is handed on. */
  readonly secrets: { readonly [name: string]: Template };
  /** The calling job's key in its file. */
  readonly job: string;
  /** What the templates see beside the caller's secrets, and `github` and `vars`, which are the same everywhere. */
  readonly contexts: Omit<JobContexts, 'github' | 'vars'>;
}
