/**
 * The catalogue of `runbook.events`: every state change of Runbook, in three groups by who writes them.
 *
 * Glossary. A *delivery* is one webhook call (or dispatch, or cron tick). A *run* is one workflow started by
 * one delivery; its *run attempt* is raised by a rerun. A *job* is a key under `jobs`; a *leg* is one
 * combination of its matrix (a job without a matrix has one leg); a *job attempt* is one try of a leg, has a
 * job id of its own, and is granted at most once. A *call* is a leg that runs another workflow file instead of
 * steps; the jobs of that file are *nested* in it.
 */
import type { DispatchForm, InputProblem } from './dispatch-form.ts';
import type { Decided, Envelope, OfJob, OfRepository, OfRun } from './envelope.ts';
import type { DeliveryId, RunId, WorkerId } from './ids.ts';
import type { JsonObject } from './json.ts';
import type { Annotation, Problem } from './problem.ts';
import type { ForgeName, Trigger } from './trigger.ts';
import type { Conclusion, EvaluatedConcurrency, EvaluatedRetry, Leg } from './job-terms.ts';
import type { PinnedRun } from './pinned-run.ts';
import type { RunFacts } from './run-facts.ts';

/** A secret value as it may be stored: AES-256-GCM under the master key, made by store/keys. */
export type Sealed = string;

// ---- written by the server ------------------------------------------------------------------------------

/** A repository may be pushed from now on; a second one replaces URL, webhook secret and credentials. */
export interface RepositoryRegistered extends OfRepository {
  readonly type: 'repository_registered';
  /** Where to fetch from, without credentials. */
  readonly url: string;
  readonly secret: Sealed;
  /** `user:password` of the URL. */
  readonly credentials: Sealed | null;
}

/** The repository is forgotten: what runs is cancelled, later deliveries are unknown. Its logs stay. */
export interface RepositoryRemoved extends OfRepository {
  readonly type: 'repository_removed';
}

/** A secret for the repository's jobs was set or replaced. */
export interface SecretSet extends OfRepository {
  readonly type: 'secret_set';
  readonly name: string;
  readonly value: Sealed;
}

export interface SecretRemoved extends OfRepository {
  readonly type: 'secret_removed';
  readonly name: string;
}

/** A webhook call was verified and stored; it stays pending until `delivery_handled` or `delivery_failed`. */
export interface DeliveryReceived extends OfRepository {
  readonly type: 'delivery_received';
  readonly delivery: DeliveryId;
  readonly forge: ForgeName;
  readonly trigger: Trigger;
  /** The body as sent: `github.event`. Stored here and nowhere else. */
  readonly payload: JsonObject;
}

/** Somebody asked for a `workflow_dispatch` run; handled like a delivery. */
export interface DispatchRequested extends OfRepository {
  readonly type: 'dispatch_requested';
  readonly delivery: DeliveryId;
  /** The workflow's path, file name or name. */
  readonly workflow: string;
  /** Branch or tag, full or short; empty: the default branch. */
  readonly ref: string;
  /** As sent, not validated yet. */
  readonly inputs: JsonObject;
  readonly actor: string;
}

export interface CancelRequested extends OfRun {
  readonly type: 'cancel_requested';
  readonly actor: string;
}

/**
 * A finished run is to run again. It carries the run as it was pinned, because finished runs do not stay in an
 * orchestrator's memory; it counts only if the run is not active and `runAttempt` is the next one.
 */
export interface RerunRequested extends OfRun {
  readonly type: 'rerun_requested';
  readonly actor: string;
  /** The attempt this begins: 2 or more. */
  readonly runAttempt: number;
  /** `failed`: the jobs that did not succeed and what depends on them. `job`: that one and what depends on it. */
  readonly which: 'all' | 'failed' | 'job';
  /** With `job`: the job's key and leg. */
  readonly only?: { readonly key: string; readonly leg: number };
  readonly pinned: PinnedRun;
}

// ---- written by orchestrators: decisions, each with its owner id ------------------------------------------

/** An orchestrator takes the partition over. Belongs to the partition, not to a repository. */
export interface PartitionOwned extends Envelope, Decided {
  readonly type: 'partition_owned';
}

/** Intake is done with a delivery: what each workflow file became. */
export interface DeliveryHandled extends OfRepository, Decided {
  readonly type: 'delivery_handled';
  readonly delivery: DeliveryId;
  readonly workflows: readonly WorkflowOutcome[];
  /** Why nothing was looked at (a deleted ref, a ping, `[skip ci]`). */
  readonly reason?: string;
}

/** What one workflow file became for one delivery. */
export interface WorkflowOutcome {
  readonly path: string;
  readonly outcome: 'started' | 'rejected' | 'skipped';
  readonly run?: RunId;
  /** For `skipped`: why, in a sentence. */
  readonly reason?: string;
  /** For `skipped`: the workflow's name, where the file could be read; a dispatch without it found no file. */
  readonly name?: string;
  /**
   * Whether it can be started by hand, and with what: false where it does not listen to `workflow_dispatch`. Absent
   * where the file could not be read, the commit is not the default branch's, or an earlier program wrote this.
   */
  readonly dispatch?: DispatchForm | false;
  /** For a dispatch that was `skipped` because of its inputs: each mistake; `reason` has them in one text. */
  readonly inputProblems?: readonly InputProblem[];
}

/** Intake gave up on a delivery (remote out of reach, commit not there); it leaves one failed run that says why. */
export interface DeliveryFailed extends OfRepository, Decided {
  readonly type: 'delivery_failed';
  readonly delivery: DeliveryId;
  readonly reason: string;
  readonly run: RunId;
  readonly number: number;
  readonly trigger: Trigger;
}

/** A run exists. It is identified by delivery and workflow path: a repeat does not count. */
export interface RunRequested extends OfRun, Decided, RunFacts {
  readonly type: 'run_requested';
}

/** A workflow file that should have run is broken: a run with conclusion `failure`, no jobs, and the errors. */
export interface WorkflowRejected extends OfRun, Decided {
  readonly type: 'workflow_rejected';
  readonly number: number;
  readonly delivery: DeliveryId;
  readonly workflow: { readonly path: string; readonly name: string };
  readonly trigger: Trigger;
  readonly errors: readonly Problem[];
  readonly source: string;
}

/** What introduces a job attempt: the first event of it carries this, later ones of the same attempt repeat it. */
export interface JobIntroduction {
  /** Its key under `jobs`; a nested job's begins with its call's (`callPrefix`), `deploy/build`. */
  readonly key: string;
  readonly leg: Leg;
  /** Counts every try of this leg in the run, from 1, over reruns, retries and lost workers. */
  readonly attempt: number;
  readonly runAttempt: number;
  /** The name shown, matrix values included. */
  readonly name: string;
  /** The folder of its logs within the run's, `<job>.<job attempt>`. */
  readonly folder: string;
}

/** A job attempt exists and cannot be offered yet. */
export interface JobWaiting extends OfJob, Decided, JobIntroduction {
  readonly type: 'job_waiting';
  /** For people: `waiting in group deploy behind run 41`. */
  readonly reason: string;
  /** `retry`: its leg was tried before, and the time for the next try has not come. */
  readonly cause: 'concurrency' | 'max-parallel' | 'retry';
  /** Job-level `concurrency`, evaluated. */
  readonly concurrency: EvaluatedConcurrency | null;
  /** The called workflow's own `concurrency`, for which it waits once it holds the job's; absent: not yet. */
  readonly calledConcurrency?: EvaluatedConcurrency;
}

/** A job attempt may be claimed by any worker that has all its labels. */
export interface JobOffered extends OfJob, Decided, JobIntroduction {
  readonly type: 'job_offered';
  readonly labels: readonly string[];
  /** Minutes, evaluated. */
  readonly timeoutMinutes: number;
  readonly continueOnError: boolean;
  readonly concurrency: EvaluatedConcurrency | null;
  /** Absent: it is tried once. */
  readonly retry?: EvaluatedRetry;
}

/** A leg calls a workflow instead of being offered: from here on the jobs of that are jobs of the run. */
export interface WorkflowCalled extends OfJob, Decided, JobIntroduction {
  readonly type: 'workflow_called';
  /** The called file; its definition is in `run_requested`. */
  readonly path: string;
  /** `inputs` of the called workflow: evaluated, of the types it declares, defaults filled in. */
  readonly inputs: JsonObject;
  /** The calling job's `concurrency` and the called workflow's, evaluated: the call holds both until it ends. */
  readonly concurrency: EvaluatedConcurrency | null;
  readonly calledConcurrency: EvaluatedConcurrency | null;
}

/** All jobs of a called workflow are over, and with them the leg that called it. */
export interface CallCompleted extends OfJob, Decided {
  readonly type: 'call_completed';
  readonly conclusion: Conclusion;
  /** `on.workflow_call.outputs`, evaluated: the calling job's outputs. */
  readonly outputs: { readonly [name: string]: string };
  /** Why, where the nested jobs do not say it. */
  readonly reason?: string;
}

/** The first claim in log order won. */
export interface JobGranted extends OfJob, Decided {
  readonly type: 'job_granted';
  readonly worker: WorkerId;
}

/** A leg does not run: its `if` is false or a need failed or was skipped. */
export interface JobSkipped extends OfJob, Decided, JobIntroduction {
  readonly type: 'job_skipped';
  readonly reason: string;
}

/**
 * A job attempt is stopped by decision. With `conclusion` it ends here (never started, or the worker did not
 * answer in time); with null the worker is asked to stop it and its `job_completed` ends it.
 */
export interface JobCancelled extends OfJob, Decided, JobIntroduction {
  readonly type: 'job_cancelled';
  readonly conclusion: Conclusion | null;
  readonly reason: string;
}

/** A worker is gone. What that means for its attempts is decided by the fold at this place in the log. */
export interface WorkerLost extends Envelope, Decided {
  readonly type: 'worker_lost';
  readonly worker: WorkerId;
  readonly reason: string;
  /** True where the worker, or its next start, said that it has ended: nothing of its jobs runs any more. */
  readonly left?: boolean;
}

export interface RunCompleted extends OfRun, Decided {
  readonly type: 'run_completed';
  readonly runAttempt: number;
  readonly conclusion: Conclusion;
  /** Why, where the jobs do not say it (cancelled by whom, a label nobody serves, an expression that fails). */
  readonly reason?: string;
}

// ---- written by workers: facts --------------------------------------------------------------------------

/** A fact about one attempt, from the worker that has it. */
interface WorkerFact extends OfJob {
  readonly worker: WorkerId;
}

export interface JobClaimed extends WorkerFact {
  readonly type: 'job_claimed';
}

/** The worker prepares the workspace; no process of the job runs before `job_confirmed` was read. */
export interface JobStarted extends WorkerFact {
  readonly type: 'job_started';
  /** The worker's name, for people. */
  readonly workerName: string;
}

export interface StepStarted extends WorkerFact {
  readonly type: 'step_started';
  /** As on GitHub: 1 is `Set up job`, then the declared ones, last `Complete job`. */
  readonly step: number;
  readonly name: string;
  /** Its log's file name within the job's folder, `02-Run-npm-test.log`. */
  readonly file: string;
}

export interface StepCompleted extends WorkerFact {
  readonly type: 'step_completed';
  readonly step: number;
  readonly name: string;
  /** Null for a skipped step: it has no log. */
  readonly file: string | null;
  /** Before `continue-on-error`. */
  readonly outcome: Conclusion;
  /** After `continue-on-error`. */
  readonly conclusion: Conclusion;
  /** What the log file has when it is complete. */
  readonly log: { readonly lines: number; readonly bytes: number };
  readonly annotations: readonly Annotation[];
  /** `GITHUB_STEP_SUMMARY`, masked, at most 1 MiB. */
  readonly summary?: string;
}

export interface JobCompleted extends WorkerFact {
  readonly type: 'job_completed';
  readonly conclusion: Conclusion;
  readonly outputs: { readonly [name: string]: string };
  /** With which code the process of the step ended that failed the job; absent where no process failed it. */
  readonly exitCode?: number;
  /** Why, where no step says it. */
  readonly reason?: string;
  readonly annotations: readonly Annotation[];
}

/** The worker will not start what it was granted; the leg is offered again as a new attempt. */
export interface JobReturned extends WorkerFact {
  readonly type: 'job_returned';
  readonly reason: string;
}

/** Everything that `runbook.events` holds. */
export type RunbookEvent =
  | RepositoryRegistered
  | RepositoryRemoved
  | SecretSet
  | SecretRemoved
  | DeliveryReceived
  | DispatchRequested
  | CancelRequested
  | RerunRequested
  | Decision
  | JobClaimed
  | JobStarted
  | StepStarted
  | StepCompleted
  | JobCompleted
  | JobReturned;

/** What only an owner may write. */
export type Decision =
  | PartitionOwned
  | DeliveryHandled
  | DeliveryFailed
  | RunRequested
  | WorkflowRejected
  | JobWaiting
  | JobOffered
  | WorkflowCalled
  | CallCompleted
  | JobGranted
  | JobSkipped
  | JobCancelled
  | WorkerLost
  | RunCompleted;

/** The name of an event. */
export type EventType = RunbookEvent['type'];

/** An event without what its writer's edge adds (version, time, author). */
export type Draft<Event extends Envelope = RunbookEvent> = Event extends Envelope
  ? Omit<Event, 'v' | 'at' | 'by'>
  : never;
