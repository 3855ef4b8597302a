import type { Leg } from './catalogue.ts';
import type { Environment, JobDefinition, RunDefaults } from './definition.ts';
import type { JobId, RepositoryName, RunId } from './ids.ts';
import type { JsonObject } from './json.ts';

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
  readonly workflow: { readonly path: string; readonly name: string };
  readonly definition: JobDefinition;
  readonly workflowEnv: Environment;
  readonly workflowDefaults: RunDefaults;
  /**
   * `github` without what only the worker knows (workspace, action, job paths, token), `needs`, `strategy`, `matrix`, `inputs`, `vars`.
   */
  readonly contexts: JobContexts;
  /** Minutes. */
  readonly timeoutMinutes: number;
  readonly continueOnError: boolean;
  /** What to check out. */
  readonly source: { readonly url: string; readonly ref: string; readonly sha: string };
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
