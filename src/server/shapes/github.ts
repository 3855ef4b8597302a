/**
 * What `/api/v3` answers, under GitHub's field names (REST API, "Workflow runs", "Workflow jobs", "Workflows").
 * Times are RFC 3339 UTC. Fields that GitHub has and Runbook has nothing for are null or link to where they
 * would be.
 */
import type { Conclusion, JobId, RunId } from '../../events/index.ts';
import type { RepositoryLinks, UserLinks } from './links.ts';

/** A run's or job's state in GitHub's words; `waiting` is for a concurrency group or `max-parallel`. */
export type StatusText = 'queued' | 'waiting' | 'in_progress' | 'completed';

export interface UserShape extends UserLinks {
  readonly login: string;
  readonly id: number;
  readonly node_id: string;
  readonly avatar_url: string;
  readonly gravatar_id: '';
  readonly html_url: string;
  readonly url: string;
  readonly type: 'User';
  readonly site_admin: false;
}

export interface RepositoryShape extends RepositoryLinks {
  readonly id: number;
  readonly node_id: string;
  readonly name: string;
  readonly full_name: string;
  readonly owner: UserShape;
  readonly private: boolean;
  readonly html_url: string;
  readonly description: string | null;
  readonly fork: boolean;
  readonly url: string;
  /** The URL that Runbook fetches from, without credentials; empty where the repository was removed. */
  readonly clone_url: string;
  readonly default_branch: string | null;
}

export interface RunShape {
  readonly id: RunId;
  /** The workflow's name. */
  readonly name: string;
  readonly node_id: string;
  readonly head_branch: string | null;
  readonly head_sha: string;
  readonly path: string;
  /** The run's name: `run-name`, else the head commit's first line. */
  readonly display_title: string;
  readonly run_number: number;
  readonly run_attempt: number;
  readonly event: string;
  readonly status: StatusText;
  readonly conclusion: Conclusion | null;
  readonly workflow_id: number;
  readonly url: string;
  readonly html_url: string;
  readonly pull_requests: readonly never[];
  readonly referenced_workflows: readonly never[];
  readonly created_at: string;
  readonly updated_at: string;
  readonly run_started_at: string;
  readonly actor: UserShape;
  readonly triggering_actor: UserShape;
  readonly jobs_url: string;
  readonly logs_url: string;
  /** The run's own id: every run is a check suite of its own. */
  readonly check_suite_id: number;
  readonly check_suite_node_id: string;
  readonly check_suite_url: string;
  readonly artifacts_url: string;
  readonly cancel_url: string;
  readonly rerun_url: string;
  readonly previous_attempt_url: string | null;
  readonly workflow_url: string;
  readonly head_commit: {
    readonly id: string;
    readonly tree_id: string;
    readonly message: string;
    readonly timestamp: string;
    /** Null where the event did not say: dispatches. */
    readonly author: CommitPersonShape | null;
    readonly committer: CommitPersonShape | null;
  };
  readonly repository: RepositoryShape;
  readonly head_repository: RepositoryShape;
}

export interface CommitPersonShape {
  readonly name: string;
  readonly email: string;
}

export interface JobShape {
  readonly id: JobId;
  readonly run_id: RunId;
  readonly run_url: string;
  readonly run_attempt: number;
  readonly node_id: string;
  readonly head_sha: string;
  readonly head_branch: string | null;
  readonly url: string;
  readonly html_url: string;
  readonly status: StatusText;
  readonly conclusion: Conclusion | null;
  readonly created_at: string;
  readonly started_at: string;
  readonly completed_at: string | null;
  /** Matrix values included. */
  readonly name: string;
  readonly steps: readonly StepShape[];
  readonly check_run_url: string;
  readonly labels: readonly string[];
  readonly runner_id: number | null;
  readonly runner_name: string | null;
  readonly runner_group_id: number | null;
  readonly runner_group_name: string | null;
  readonly workflow_name: string;
}

export interface StepShape {
  readonly name: string;
  readonly number: number;
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion: Conclusion | null;
  readonly started_at: string | null;
  readonly completed_at: string | null;
}

/** One annotation of a job (GitHub: "List check run annotations"). */
export interface AnnotationShape {
  /** `.github` where the annotation names no file, as GitHub has it. */
  readonly path: string;
  /** From 1; of the step's log where the annotation names no file. */
  readonly start_line: number;
  readonly end_line: number;
  /** From 1; null where not given, or where the annotation spans lines. */
  readonly start_column: number | null;
  readonly end_column: number | null;
  readonly annotation_level: 'failure' | 'warning' | 'notice';
  readonly title: string | null;
  readonly message: string;
  readonly raw_details: null;
  readonly blob_href: string;
}

export interface WorkflowShape {
  readonly id: number;
  readonly node_id: string;
  readonly name: string;
  readonly path: string;
  readonly state: 'active';
  readonly created_at: string;
  readonly updated_at: string;
  readonly url: string;
  readonly html_url: string;
  readonly badge_url: string;
}

/** What a dispatch with `return_run_details` is answered with, where its run is there already. */
export interface DispatchedRunShape {
  readonly workflow_run_id: RunId;
  readonly run_url: string;
  readonly html_url: string;
}
