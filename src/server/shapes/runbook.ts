/** What `/api` answers: GitHub's shapes where it has them, and beside them what GitHub has no name for. */
import type { Annotation, Conclusion, DeliveryId, JobId, Problem } from '../../events/index.ts';
import type { JobShape, RunShape, StatusText, StepShape } from './github.ts';
import type { WaitingShape } from './waiting.ts';

/** `GET /api/runs`: newest first. */
export interface RunListShape {
  readonly total_count: number;
  readonly workflow_runs: readonly RunDetailShape[];
}

/** `GET /api/filters`: what there is to choose from where runs are filtered, the most used first, 100 of each at most. */
export interface FiltersShape {
  readonly repositories: readonly string[];
  readonly workflows: readonly string[];
  readonly branches: readonly string[];
  readonly events: readonly string[];
  readonly actors: readonly string[];
}

/** `GET /api/runs/{run}/attempts`: newest first. */
export interface RunAttemptListShape {
  readonly attempts: readonly RunAttemptShape[];
}

export interface RunAttemptShape {
  /** From 1. */
  readonly run_attempt: number;
  readonly status: StatusText;
  readonly conclusion: Conclusion | null;
  readonly started_at: string;
  readonly completed_at: string | null;
  /** Login of who asked for it. */
  readonly actor: string;
}

/** `GET /api/runs/{run}`: GitHub's run and why it ended so. */
export interface RunDetailShape extends RunShape {
  /** Why it ended so, where the jobs do not say it, or what it waits for before its first job. */
  readonly reason: string | null;
  /** For what the whole run waits; null: it does not, though its jobs may. */
  readonly waiting: WaitingShape | null;
  /** The mistakes of a rejected workflow file; empty for all others. */
  readonly errors: readonly Problem[];
}

/** A step with what its log has. */
export interface StepDetailShape extends StepShape {
  /** Null for a skipped step: it has no log. */
  readonly log: { readonly file: string; readonly lines: number; readonly bytes: number } | null;
  readonly summary: string | null;
  /** Whether more of the summary was left out here, as graphs do; `GET /api/jobs/{job}` has it all. */
  readonly summary_cut: boolean;
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
  /** The same of one that waits, for programs; null: it does not wait, or the server has not read so far. */
  readonly waiting: WaitingShape | null;
  readonly outputs: { readonly [name: string]: string };
  readonly annotations: readonly Annotation[];
  /** The folder of its logs within the data folder's `logs/<owner>/<name>/<run number>/`. */
  readonly folder: string;
}

/**
 * `GET /api/runs/{run}/graph`: the declared jobs in the file's order with the legs that exist so far, of the newest
 * attempt or the one asked for. Where a job has
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

/** `GET /api/repositories/{owner}/{repo}/secrets`: names only. */
export interface SecretListShape {
  readonly total_count: number;
  readonly secrets: readonly {
    readonly name: string;
    readonly created_at: string;
    readonly updated_at: string;
  }[];
}

/** What a webhook is answered with: 202 for a new delivery, 200 for a repeated one, a ping or nothing to do. */
export interface WebhookAnswerShape {
  readonly delivery?: DeliveryId;
  readonly deliveries?: readonly DeliveryId[];
  readonly message: string;
}

/** `GET` and `POST /api/session`: what the caller may do. */
export interface SessionShape {
  /** Whether it is a browser that signed in. */
  readonly signed_in: boolean;
  readonly can_read: boolean;
  readonly can_change: boolean;
}

/** `POST /api/sign-in-links`. */
export interface SignInLinkShape {
  /** Signs the browser in that opens it first. */
  readonly url: string;
  readonly expires_at: string;
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
