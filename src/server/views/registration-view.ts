import type { RepositoryRecord, RunRecord } from '../../store/index.ts';
import { exactTimeText, timeText } from '../http/time.ts';
import type {
  RegistrationShape,
  RepositorySummaryShape,
  RunSummaryShape,
  WebhooksShape,
} from '../shapes/index.ts';

/** A registered repository. */
export function registrationView(repository: RepositoryRecord): RegistrationShape {
  return {
    full_name: repository.name,
    url: repository.url ?? '',
    created_at: timeText(repository.createdAt),
    updated_at: timeText(repository.updatedAt),
  };
}

/** A registered repository in a list. @param lastRun its newest */
export function repositorySummaryView(
  repository: RepositoryRecord,
  workflowsCount: number,
  lastRun: RunRecord | undefined,
): RepositorySummaryShape {
  return {
    ...registrationView(repository),
    workflows_count: workflowsCount,
    last_run: lastRun === undefined ? null : runSummaryView(lastRun),
  };
}

/** Where a server that is reached at `base` (no slash at its end) takes deliveries. */
export function webhooksView(base: string): WebhooksShape {
  return { github: `${base}/webhooks/github`, git: `${base}/webhooks/git` };
}

function runSummaryView(run: RunRecord): RunSummaryShape {
  return {
    id: run.id,
    run_number: run.number,
    name: run.workflow.name,
    display_title: run.title,
    event: run.event,
    head_branch: run.branch,
    status: run.status,
    conclusion: run.conclusion,
    created_at: exactTimeText(run.createdAt),
    updated_at: exactTimeText(run.updatedAt),
  };
}
