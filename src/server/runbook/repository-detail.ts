import type { DispatchForm } from '../../events/index.ts';
import type { RepositoryRecord, RunRecord, WorkflowRecord } from '../../store/index.ts';
import { dispatchForm } from '../../workflow/index.ts';
import { timeText } from '../http/time.ts';
import type { Services } from '../services.ts';
import type { DispatchShape, RepositoryDetailShape, RepositoryWorkflowShape } from '../shapes/index.ts';
import { badgeMarkdown, type Links, webhooksView, workflowFile } from '../views/index.ts';
import { detailOf } from './run-detail.ts';

/** A repository with everything that its page shows. */
export function repositoryDetail(
  services: Services,
  repository: RepositoryRecord,
  links: Links,
): RepositoryDetailShape {
  const { index } = services;
  const { name } = repository;
  const newest = index.newestRuns.ofWorkflows(name);

  function workflowOf(workflow: WorkflowRecord): RepositoryWorkflowShape {
    const { id, path, repository: of } = workflow;
    const lastRun = newest.get(id);
    const badge = links.badge(of, path);
    return {
      id,
      path,
      name: workflow.name,
      file: workflowFile(path),
      dispatch: dispatchView(workflow.dispatch ?? declaredBy(lastRun)),
      last_run: lastRun === undefined ? null : detailOf(services, lastRun, links),
      badge_url: badge,
      badge_markdown: badgeMarkdown(workflow.name, badge, links.runsOfWorkflow(of, path)),
    };
  }

  /** What the newest run's file declares: where deliveries of an earlier program did not say it. */
  function declaredBy(run: RunRecord | undefined): DispatchForm | false {
    const facts = run === undefined ? null : index.runs.facts(run.id);
    return facts === null ? false : dispatchForm(facts.definition.on);
  }

  return {
    full_name: name,
    url: repository.url,
    default_branch: repository.defaultBranch,
    created_at: timeText(repository.createdAt),
    updated_at: timeText(repository.updatedAt),
    workflows: index.repositories.workflows(name).map(workflowOf),
    secrets: index.repositories.secrets(name).map((secret) => secret.name),
    webhooks: webhooksView(links.base),
    deliveries_count: index.deliveries.count({ repository: name }),
  };
}

function dispatchView(form: DispatchForm | false): DispatchShape | null {
  return form === false ? null : { inputs: form.inputs, left_out: form.leftOut };
}
