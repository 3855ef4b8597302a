import type { Json, JsonObject } from './json.ts';

/**
 * A workflow as a run carries it: normalised (defaults of form filled in, one shape where YAML allows
 * several), with expressions left as the strings they were written as. It is made by workflow/parse and
 * travels in `run_requested`, so everything in it is JSON.
 *
 * A `Template` is a scalar that may hold `${{ }}`; it is evaluated where DESIGN says (orchestrator or worker).
 */
export interface WorkflowDefinition {
  /** The file within the repository, `.runbook/ci.yml`. */
  readonly path: string;
  /** `name`, or the path where the file has none. */
  readonly name: string;
  /** `run-name`; absent: the head commit's message or the event's name, as on GitHub. */
  readonly runName?: string;
  readonly on: Triggers;
  readonly env: Environment;
  readonly defaults: RunDefaults;
  /** `permissions` as written: recorded, not enforced. */
  readonly permissions?: Json;
  readonly concurrency?: Concurrency;
  /** In the order of the file. */
  readonly jobs: readonly JobDefinition[];
  /**
   * Every workflow file that its jobs call, directly or through others, by path; the called ones have no such map
   * of their own. Absent where nothing is called.
   */
  readonly called?: { readonly [path: string]: WorkflowDefinition };
}

/** A scalar that may hold `${{ }}`. */
export type Template = string | number | boolean;

/** `env`: a map of templates, or one expression that gives a map. */
export type Environment = string | { readonly [name: string]: Template };

/** `defaults.run`. */
export interface RunDefaults {
  readonly shell?: string;
  readonly workingDirectory?: string;
}

/** `concurrency`, its short form included. */
export interface Concurrency {
  readonly group: string;
  /** Default: false. */
  readonly cancelInProgress: Template;
}

/** What may end a try of a job or step so that another one follows, beside an exit code. */
export type RetryCause = 'failure' | 'timeout' | 'worker-lost';

/** How the delay before the next try grows: not, by itself each time, or to its double each time. */
export type RetryBackoff = 'constant' | 'linear' | 'exponential';

/** `retry` of a job or step. */
export interface Retry {
  /** How often it is tried in all, the first time included. */
  readonly attempts: Template;
  /** Seconds, or a text with a unit (`30s`, `5m`, `1h`); default 0. */
  readonly delay?: Template;
  /** Default: `constant`. */
  readonly backoff?: RetryBackoff;
  /** Causes and exit codes; default: failure and timeout. */
  readonly on?: readonly (RetryCause | number)[];
}

/** What a file listens to: event name -> its filters; an event with none has an empty object. */
export type Triggers = { readonly [event: string]: EventFilters };

/** The filters of one event, each absent where the file has none. */
export interface EventFilters {
  readonly branches?: readonly string[];
  readonly branchesIgnore?: readonly string[];
  readonly tags?: readonly string[];
  readonly tagsIgnore?: readonly string[];
  readonly paths?: readonly string[];
  readonly pathsIgnore?: readonly string[];
  /** Activity types (`types`). */
  readonly types?: readonly string[];
  /** `workflow_dispatch.inputs` or `workflow_call.inputs`. */
  readonly inputs?: { readonly [name: string]: InputDefinition };
  /** `schedule`: its cron expressions. */
  readonly cron?: readonly string[];
  /** `workflow_run.workflows`, by name. */
  readonly workflows?: readonly string[];
  /** `image_version.names` and `image_version.versions`: patterns. */
  readonly names?: readonly string[];
  readonly versions?: readonly string[];
  /** What `workflow_call` has beside inputs (secrets, outputs), as written. */
  readonly call?: JsonObject;
}

/** One declared input. */
export interface InputDefinition {
  readonly type: 'string' | 'boolean' | 'number' | 'choice' | 'environment';
  readonly description?: string;
  readonly required: boolean;
  readonly default?: Template;
  /** For `choice`. */
  readonly options?: readonly string[];
}

/** One job as the file declares it, before its matrix is expanded. */
export interface JobDefinition {
  /** Its key under `jobs`. */
  readonly id: string;
  readonly name?: string;
  readonly needs: readonly string[];
  readonly if?: string;
  /** Labels; one string may be an expression that gives a string or an array. */
  readonly runsOn: RunsOn;
  readonly env: Environment;
  readonly defaults: RunDefaults;
  readonly outputs: { readonly [name: string]: string };
  /** Minutes; default 360. */
  readonly timeoutMinutes?: Template;
  /** Default: false. */
  readonly continueOnError?: Template;
  readonly strategy?: Strategy;
  readonly concurrency?: Concurrency;
  readonly permissions?: Json;
  /** Whether the commit is checked out before the first step: false with `checkout: false` or where a step is `actions/checkout`. */
  readonly checkout: boolean;
  readonly steps: readonly StepDefinition[];
  /** What it calls instead of having steps. */
  readonly call?: WorkflowCall;
  readonly retry?: Retry;
  /** `container`, `services`, `environment`, `snapshot`, a remote `uses` ... as written: known, not executed yet. */
  readonly notExecuted?: JsonObject;
}

/** A job's `uses` of a workflow file of the same repository, with what it hands over. */
export interface WorkflowCall {
  /** The called file within the repository, `.github/workflows/deploy.yml`: a key of `WorkflowDefinition.called`. */
  readonly path: string;
  /** Inputs by name, as spelled by the caller. */
  readonly with: { readonly [input: string]: Template };
  /** All secrets of the caller, or those named here, by the called file's names; empty: none. */
  readonly secrets: 'inherit' | { readonly [name: string]: Template };
}

/** `runs-on` in its three forms. */
export interface RunsOn {
  /** Runner group, by name. */
  readonly group?: string;
  readonly labels: string | readonly string[];
}

/** `strategy`. */
export interface Strategy {
  /** Dimensions with `include` and `exclude` beside them, or one expression; absent: one job. */
  readonly matrix?: string | JsonObject;
  /** Default: true. */
  readonly failFast?: Template;
  readonly maxParallel?: Template;
}

/** One step as declared. */
export interface StepDefinition {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: { readonly [input: string]: Template };
  readonly shell?: string;
  readonly workingDirectory?: string;
  readonly env: Environment;
  readonly continueOnError?: Template;
  readonly timeoutMinutes?: Template;
  readonly retry?: Retry;
  /** Other documented keys, as written: known, not executed yet. */
  readonly notExecuted?: JsonObject;
}
