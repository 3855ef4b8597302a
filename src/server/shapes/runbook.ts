/** What `/api` answers: GitHub's shapes where it has them, and beside them what GitHub has no name for. */
import type {
  Annotation,
  Conclusion,
  DeliveryId,
  JobId,
  Problem,
  RepositoryName,
  RunId,
  WorkerId,
} from '../../events/index.ts';
import type { JobShape, RunShape, StatusText, StepShape } from './github.ts';

/** `GET /api/runs`: newest first. */
export interface RunListShape {
  readonly total_count: number;
  readonly workflow_runs: readonly RunDetailShape[];
}

/** `GET /api/runs/{run}`: GitHub's run and why it ended so. */
export interface RunDetailShape extends RunShape {
  /** Why, where the jobs do not say it. */
  readonly reason: string | null;
  /** The mistakes of a rejected workflow file; empty for all others. */
  readonly errors: readonly Problem[];
}

/** A step with what its log has. */
export interface StepDetailShape extends StepShape {
  /** Null for a skipped step: it has no log. */
  readonly log: { readonly file: string; readonly lines: number; readonly bytes: number } | null;
  readonly summary: string | null;
}

/** `GET /api/jobs/{job}` and the jobs of a graph: GitHub's job and what Runbook knows beyond it. */
export interface JobDetailShape extends Omit<JobShape, 'steps'> {
  readonly steps: readonly StepDetailShape[];
  /** Its key under `jobs`. */
  readonly key: string;
  /** Index of the matrix leg, from 0. */
  readonly leg: number;
  /** Counts every try of the leg in the run, from 1. */
  readonly attempt: number;
  /** Why it waits, was skipped, stopped, or failed where no step says it. */
  readonly reason: string | null;
  readonly outputs: { readonly [name: string]: string };
  readonly annotations: readonly Annotation[];
  /** The folder of its logs within the data folder's `logs/<owner>/<name>/<run number>/`. */
  readonly folder: string;
}

/**
 * `GET /api/runs/{run}/graph`: the declared jobs in the file's order with the legs that exist so far. Where a job has
 * called a workflow, the jobs of that stand in its place.
 */
export interface GraphShape {
  readonly run: RunDetailShape;
  readonly jobs: readonly GraphJobShape[];
}

export interface GraphJobShape {
  readonly key: string;
  readonly name: string;
  readonly needs: readonly string[];
  /** `pending`: no attempt exists yet, as its needs are not done. */
  readonly status: StatusText | 'pending';
  readonly conclusion: Conclusion | null;
  readonly legs: readonly GraphLegShape[];
}

/** A leg's newest attempt. */
export interface GraphLegShape extends JobDetailShape {
  /** What was tried of the leg before, oldest first: by `retry`, and in earlier run attempts. */
  readonly earlier: readonly TryShape[];
}

/** An earlier job attempt; `GET /api/jobs/{job}` has the rest. */
export interface TryShape {
  readonly id: JobId;
  readonly attempt: number;
  readonly run_attempt: number;
}

/** `GET /api/jobs/{job}/steps/{step}/log?from&count`: a range of a step's log. */
export interface LogRangeShape {
  /** The first line given, from 0. */
  readonly from: number;
  /** Each with its time in front, as in the file. */
  readonly lines: readonly string[];
  /** Lines in the file now. */
  readonly total: number;
  readonly bytes: number;
  /** Nothing more will be added. */
  readonly complete: boolean;
}

/** `GET /api/jobs/{job}/steps/{step}/log/search?text`: where a step's log holds a text. */
export interface LogSearchShape {
  readonly text: string;
  /** How many lines hold it. */
  readonly total: number;
  /** How many of them are before `from`. */
  readonly before: number;
  /** Numbers of lines, from 0: from `from` on in the direction asked for, the nearest first. */
  readonly lines: readonly number[];
  /** Nothing more will be added to the log. */
  readonly complete: boolean;
  /** Lines looked at: all that there were. */
  readonly searched: number;
}

/** `GET /api/repositories`. */
export interface RepositoryListShape {
  readonly total_count: number;
  readonly repositories: readonly RegistrationShape[];
}

export interface RegistrationShape {
  readonly full_name: RepositoryName;
  /** Without credentials. */
  readonly url: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** `POST /api/repositories`: the webhook secret is shown this once, and only where the server made it. */
export interface RegisteredShape extends RegistrationShape {
  readonly secret: string | null;
  /** Where the forge or the hook sends its deliveries. */
  readonly webhooks: { readonly github: string; readonly git: string };
}

/** `POST /api/repositories/{owner}/{repo}/hook-key` */
export interface HookKeyShape {
  readonly key: string;
}

/** `GET /api/repositories/{owner}/{repo}/secrets`: names only. */
export interface SecretListShape {
  readonly total_count: number;
  readonly secrets: readonly {
    readonly name: string;
    readonly created_at: string;
    readonly updated_at: string;
  }[];
}

/** `GET /api/deliveries`: newest first. */
export interface DeliveryListShape {
  readonly total_count: number;
  readonly deliveries: readonly DeliveryShape[];
}

export interface DeliveryShape {
  readonly repository: RepositoryName;
  readonly delivery: DeliveryId;
  readonly forge: string;
  readonly event: string;
  readonly ref: string;
  readonly sha: string;
  readonly actor: string;
  readonly received_at: string;
  readonly status: 'pending' | 'handled' | 'failed';
  readonly handled_at: string | null;
  /** Why nothing was looked at, or why intake gave up. */
  readonly reason: string | null;
  readonly workflows: readonly {
    readonly path: string;
    readonly outcome: 'started' | 'rejected' | 'skipped';
    readonly run: RunId | null;
    readonly reason: string | null;
  }[];
}

/** `GET /api/workers`: those heard of lately. */
export interface WorkerListShape {
  readonly total_count: number;
  readonly workers: readonly WorkerShape[];
}

export interface WorkerShape {
  readonly id: WorkerId;
  readonly name: string;
  readonly labels: readonly string[];
  readonly capacity: number;
  readonly running: readonly JobId[];
  readonly draining: boolean;
  /** Its last heartbeat, by the log's clock. */
  readonly seen_at: string;
}

/** What a webhook is answered with: 202 for a new delivery, 200 for a repeated one, a ping or nothing to do. */
export interface WebhookAnswerShape {
  readonly delivery?: DeliveryId;
  readonly deliveries?: readonly DeliveryId[];
  readonly message: string;
}

/** `data` of the events of `GET /api/stream`, by event name. */
export interface StreamShapes {
  /** The first message: where the stream begins. */
  readonly hello: { readonly version: string };
  /** Changes were missed (a reconnect after too long): read everything again. */
  readonly reset: { readonly reason: string };
  readonly run: StreamRunShape;
  readonly job: StreamJobShape;
  readonly step: StreamStepShape;
  readonly delivery: DeliveryShape;
  /** With `log`: the log that is watched has grown, or is complete. */
  readonly log: StreamLogShape;
  /** With `workers=1`: a heartbeat, or who left or fell silent. */
  readonly worker: { readonly worker: WorkerShape } | { readonly left: WorkerId };
}

export interface StreamRunShape {
  readonly repository: RepositoryName;
  readonly run: RunId;
  readonly run_number: number;
  readonly run_attempt: number;
  readonly name: string;
  readonly display_title: string;
  readonly event: string;
  readonly head_branch: string | null;
  readonly head_sha: string;
  readonly status: StatusText;
  readonly conclusion: Conclusion | null;
  readonly reason: string | null;
}

export interface StreamJobShape {
  readonly repository: RepositoryName;
  readonly run: RunId;
  readonly job: JobId;
  readonly key: string;
  readonly leg: number;
  readonly attempt: number;
  readonly run_attempt: number;
  readonly name: string;
  readonly status: StatusText;
  readonly conclusion: Conclusion | null;
  readonly reason: string | null;
}

export interface StreamStepShape {
  readonly repository: RepositoryName;
  readonly run: RunId;
  readonly job: JobId;
  readonly step: number;
  readonly name: string;
  readonly status: 'in_progress' | 'completed';
  readonly conclusion: Conclusion | null;
}

/** How a log stands, and its newest lines; those between two messages that neither has are read with `/log?from`. */
export interface StreamLogShape {
  readonly job: JobId;
  readonly step: number;
  /** The first line given, from 0; `total` where none is. */
  readonly from: number;
  /** Each with its time in front: 200 lines and 64 KiB at most, and none that an earlier message had. */
  readonly lines: readonly string[];
  /** Lines in the log now. */
  readonly total: number;
  readonly bytes: number;
  /** Nothing more will be added: this is the last message. */
  readonly complete: boolean;
}

/** `POST /api/worker/jobs/{job}/secrets`: all that a job may know, in the clear. */
export interface JobSecretsShape {
  readonly secrets: { readonly [name: string]: string };
  /** Where to fetch from, without credentials; null where the repository is not registered any more. */
  readonly url: string | null;
  /** `user:password`; null where the URL needs none. */
  readonly credentials: string | null;
}

/** `POST /api/repositories/{owner}/{repo}/access`. */
export interface RepositoryAccessShape {
  readonly url: string;
  /** `user:password`; null where the URL needs none. */
  readonly credentials: string | null;
}

/** `GET /api/session`: what this browser may do. */
export interface SessionShape {
  readonly signed_in: boolean;
  readonly can_read: boolean;
  readonly can_change: boolean;
}
