import type {
  Annotation,
  Conclusion,
  DeliveryId,
  DispatchForm,
  JobId,
  Leg,
  RepositoryName,
  RunId,
  WorkflowOutcome,
} from '../../events/index.ts';

/** Times in all records are milliseconds since 1970 UTC, by the log's clock. */

/** How far a run or a job is, in GitHub's words. */
export type Status = (typeof STATUSES)[number];
export const STATUSES = ['queued', 'waiting', 'in_progress', 'completed'] as const;

export const DELIVERY_STATUSES = ['pending', 'handled', 'failed'] as const;

export const CONCLUSIONS: readonly Conclusion[] = [
  'success',
  'failure',
  'cancelled',
  'skipped',
  'timed_out',
  'neutral',
];

export interface RepositoryRecord {
  readonly name: RepositoryName;
  /** Stands for it in GitHub's API. */
  readonly id: number;
  /** Null: it was removed; its runs stay. */
  readonly url: string | null;
  readonly defaultBranch: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface SecretNameRecord {
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface DeliveryRecord {
  readonly repository: RepositoryName;
  readonly delivery: DeliveryId;
  readonly forge: string;
  readonly event: string;
  readonly ref: string;
  readonly sha: string;
  readonly actor: string;
  readonly receivedAt: number;
  readonly status: (typeof DELIVERY_STATUSES)[number];
  readonly handledAt: number | null;
  readonly reason: string | null;
  readonly workflows: readonly WorkflowOutcome[];
}

export interface WorkflowRecord {
  readonly id: number;
  readonly repository: RepositoryName;
  readonly path: string;
  readonly name: string;
  /** What it declares for being started by hand; false: it cannot be. Null: no delivery has said it so far. */
  readonly dispatch: DispatchForm | false | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface CommitPerson {
  readonly name: string;
  readonly email: string;
}

/** What the payload said of a run's commit. */
export interface HeadCommit {
  /** Empty where it did not say. */
  readonly tree: string;
  /** When it was committed; null where it did not say. */
  readonly time: number | null;
  readonly author: CommitPerson | null;
  readonly committer: CommitPerson | null;
}

export interface RunRecord {
  readonly id: RunId;
  readonly repository: RepositoryName;
  readonly number: number;
  readonly workflow: { readonly id: number; readonly path: string; readonly name: string };
  /** `run-name` evaluated. */
  readonly title: string;
  readonly delivery: DeliveryId;
  readonly event: string;
  readonly actor: string;
  /** Who asked for the newest attempt. */
  readonly triggeringActor: string;
  readonly branch: string | null;
  readonly sha: string;
  /** The head commit's message; empty where the forge did not say. */
  readonly message: string;
  /** Null where the payload did not say: dispatches. */
  readonly headCommit: HeadCommit | null;
  /** The newest attempt; status, conclusion, reason and times below are its. */
  readonly attempt: number;
  readonly status: Status;
  readonly conclusion: Conclusion | null;
  readonly reason: string | null;
  readonly createdAt: number;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly completedAt: number | null;
}

/** One attempt of a run. */
export interface RunAttemptRecord {
  /** From 1. */
  readonly attempt: number;
  /** Who asked for it. */
  readonly actor: string;
  readonly status: Status;
  readonly conclusion: Conclusion | null;
  readonly startedAt: number;
  readonly completedAt: number | null;
}

/** One try of a leg of a job. */
export interface JobTry {
  readonly id: JobId;
  readonly key: string;
  /** Index of the matrix leg, from 0. */
  readonly leg: number;
  readonly attempt: number;
  readonly runAttempt: number;
}

export interface JobRecord {
  readonly id: JobId;
  readonly run: RunId;
  readonly runAttempt: number;
  readonly key: string;
  readonly leg: Leg;
  readonly attempt: number;
  readonly name: string;
  readonly folder: string;
  readonly labels: readonly string[];
  readonly continueOnError: boolean;
  readonly status: Status;
  readonly conclusion: Conclusion | null;
  readonly reason: string | null;
  readonly worker: string | null;
  readonly workerName: string | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly outputs: { readonly [name: string]: string };
  /** The path of the workflow that it called; null where it called none. */
  readonly calls: string | null;
  /** The job's own; its steps have theirs. */
  readonly annotations: readonly Annotation[];
}

export interface StepRecord {
  readonly number: number;
  readonly name: string;
  /** Null for a skipped step: it has no log. */
  readonly file: string | null;
  readonly status: 'in_progress' | 'completed';
  readonly conclusion: Conclusion | null;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  /** What its log has once it is completed; 0 before. */
  readonly lines: number;
  readonly bytes: number;
  readonly summary: string | null;
  readonly annotations: readonly Annotation[];
}
