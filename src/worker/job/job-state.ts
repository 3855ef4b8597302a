import type { Conclusion, JobSpec, WorkerId } from '../../events/index.ts';
import type { RemoteAccess } from '../../git/index.ts';
import type { LogSink } from '../../store/index.ts';
import type { StepFiles } from '../commands/index.ts';
import type { Masks } from '../output/index.ts';
import type { CheckoutSource, JobProcesses } from '../ports.ts';
import type { JobFolders } from '../workspace/index.ts';
import type { Cancellation } from './cancellation.ts';
import type { JobFacts, StepResult } from './facts.ts';

/** What the worker says of itself to every job. */
export interface WorkerFacts {
  /** Its identity when it was granted the job. */
  readonly id: WorkerId;
  /** `runner.name`. */
  readonly name: string;
  readonly labels: readonly string[];
  /** The environment that steps begin with, before the workflow's. */
  readonly environment: { readonly [name: string]: string };
}

/** Everything that one job attempt needs and becomes while it runs. */
export interface JobState {
  readonly spec: JobSpec;
  readonly worker: WorkerFacts;
  readonly folders: JobFolders;
  readonly processes: JobProcesses;
  readonly checkouts: CheckoutSource;
  readonly logs: LogSink;
  readonly facts: JobFacts;
  readonly masks: Masks;
  readonly cancellation: Cancellation;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** `secrets.*`, in the clear. */
  secrets: { readonly [name: string]: string };
  /** Where checkouts fetch from; null before the secrets are there, and where the repository is gone. */
  access: RemoteAccess | null;
  /** Whether debug output was asked for (`ACTIONS_STEP_DEBUG`). */
  debug: boolean;
  /** `env` of workflow and job, and what steps added through `GITHUB_ENV`. */
  env: { readonly [name: string]: string };
  /** What steps added through `GITHUB_PATH`, the newest first. */
  paths: readonly string[];
  /** The files of the newest step, that the next may use if they are as new; null before the first. */
  stepFiles: StepFiles | null;
  /** Results by step id; a step without one is not referred to. */
  readonly steps: Map<string, StepResult>;
  /** Whether a step failed that was not forgiven (`continue-on-error`). */
  failed: boolean;
  /** Of the process that failed the first such step; null where none did. */
  exitCode: number | null;
  /** The names that `github.action` has had. */
  readonly actions: Map<string, number>;
  /** `hashFiles` results by patterns, valid until the next step has run. */
  readonly hashes: Map<string, string>;
}

/** How the job stands now: `job.status`. */
export function statusOf(job: JobState): 'success' | 'failure' | 'cancelled' {
  if (job.cancellation.request !== null) return 'cancelled';
  return job.failed ? 'failure' : 'success';
}

/** How the job ends, from how it stands. */
export function conclusionOf(job: JobState): Conclusion {
  return job.cancellation.request?.conclusion ?? (job.failed ? 'failure' : 'success');
}
