import type { Problem } from '../../events/index.ts';
import type { RepositoryRecord, RunAttemptRecord, RunRecord } from '../../store/index.ts';
import { exactTimeText, exactTimeTextOrNull, timeText } from '../http/time.ts';
import type { RunAttemptShape, RunDetailShape, RunShape, WaitingShape } from '../shapes/index.ts';
import { waitingWords } from '../waiting/words.ts';
import { type Links, nodeId } from './links.ts';
import { repositoryView, userView } from './repository-view.ts';

/** A run in GitHub's shape, in the attempt that the record shows. */
export function runView(run: RunRecord, repository: RepositoryRecord | null, links: Links): RunShape {
  const url = links.run(run.repository, run.id);
  const shownRepository = repositoryView(run.repository, repository, links);
  return {
    id: run.id,
    name: run.workflow.name,
    node_id: nodeId('WorkflowRun', run.id),
    head_branch: run.branch,
    head_sha: run.sha,
    path: run.workflow.path,
    display_title: run.title,
    run_number: run.number,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflow.id,
    url,
    html_url: links.runPage(run.id),
    pull_requests: [],
    referenced_workflows: [],
    created_at: timeText(run.createdAt),
    updated_at: timeText(run.updatedAt),
    run_started_at: timeText(run.startedAt),
    actor: userView(run.actor, links),
    triggering_actor: userView(run.triggeringActor, links),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_id: run.id,
    check_suite_node_id: nodeId('CheckSuite', run.id),
    check_suite_url: `${links.repository(run.repository)}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    workflow_url: links.workflow(run.repository, run.workflow.id),
    head_commit: {
      id: run.sha,
      tree_id: run.headCommit?.tree ?? '',
      message: run.message,
      timestamp: timeText(run.headCommit?.time ?? run.createdAt),
      author: run.headCommit?.author ?? null,
      committer: run.headCommit?.committer ?? null,
    },
    repository: shownRepository,
    head_repository: shownRepository,
  };
}

/** A run with what GitHub has no field for, its times with milliseconds. */
export function runDetailView(
  run: RunRecord,
  { errors, waiting }: { readonly errors: readonly Problem[]; readonly waiting: WaitingShape | null },
  repository: RepositoryRecord | null,
  links: Links,
): RunDetailShape {
  return {
    ...runView(run, repository, links),
    created_at: exactTimeText(run.createdAt),
    updated_at: exactTimeText(run.updatedAt),
    run_started_at: exactTimeText(run.startedAt),
    reason: (waiting && waitingWords(waiting, run.id)) ?? run.reason,
    waiting,
    errors,
  };
}

/** One attempt of a run. */
export function runAttemptView(attempt: RunAttemptRecord): RunAttemptShape {
  return {
    run_attempt: attempt.attempt,
    status: attempt.status,
    conclusion: attempt.conclusion,
    started_at: exactTimeText(attempt.startedAt),
    completed_at: exactTimeTextOrNull(attempt.completedAt),
    actor: attempt.actor,
  };
}
