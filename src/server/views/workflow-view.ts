import type { WorkflowRecord } from '../../store/index.ts';
import { timeText } from '../http/time.ts';
import type { WorkflowShape } from '../shapes/index.ts';
import { type Links, nodeId } from './links.ts';

/** A workflow in GitHub's shape. */
export function workflowView(workflow: WorkflowRecord, links: Links): WorkflowShape {
  return {
    id: workflow.id,
    node_id: nodeId('Workflow', workflow.id),
    name: workflow.name,
    path: workflow.path,
    state: 'active',
    created_at: timeText(workflow.createdAt),
    updated_at: timeText(workflow.updatedAt),
    url: links.workflow(workflow.repository, workflow.id),
    html_url: `${links.base}/?repository=${encodeURIComponent(workflow.repository)}`,
    badge_url: links.badge(workflow.repository, workflow.path),
  };
}
