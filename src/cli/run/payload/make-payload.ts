import type { EventFilters, JsonObject } from '../../../events/index.ts';
import { checkRun, checkSuite, status, workflowRun } from './checks.ts';
import type { CheckoutFacts, PayloadMaker } from './checkout-facts.ts';
import { repositoryOf, userOf } from './forge-objects.ts';
import { deployment, deploymentStatus, pageBuild } from './deployments.ts';
import {
  discussion,
  discussionComment,
  issueComment,
  issues,
  label,
  milestone,
  pullRequestComment,
} from './issues.ts';
import { imageVersion, registryPackage, release } from './publications.ts';
import { mergeGroup, pullRequest, pullRequestReview, pullRequestReviewComment } from './pull-requests.ts';
import { create, deletion, push } from './references.ts';
import {
  branchProtectionRule,
  fork,
  gollum,
  madePublic,
  project,
  projectCard,
  projectColumn,
  watch,
} from './repository.ts';
import { repositoryDispatch, schedule, workflowCall, workflowDispatch } from './requests.ts';

/** Every event that GitHub documents. */
const MAKERS: ReadonlyMap<string, PayloadMaker> = new Map([
  ['branch_protection_rule', branchProtectionRule],
  ['check_run', checkRun],
  ['check_suite', checkSuite],
  ['create', create],
  ['delete', deletion],
  ['deployment', deployment],
  ['deployment_status', deploymentStatus],
  ['discussion', discussion],
  ['discussion_comment', discussionComment],
  ['fork', fork],
  ['gollum', gollum],
  ['image_version', imageVersion],
  ['issue_comment', issueComment],
  ['issues', issues],
  ['label', label],
  ['merge_group', mergeGroup],
  ['milestone', milestone],
  ['page_build', pageBuild],
  ['project', project],
  ['project_card', projectCard],
  ['project_column', projectColumn],
  ['public', madePublic],
  ['pull_request', pullRequest],
  ['pull_request_comment', pullRequestComment],
  ['pull_request_review', pullRequestReview],
  ['pull_request_review_comment', pullRequestReviewComment],
  ['pull_request_target', pullRequest],
  ['push', push],
  ['registry_package', registryPackage],
  ['release', release],
  ['repository_dispatch', repositoryDispatch],
  ['schedule', schedule],
  ['status', status],
  ['watch', watch],
  ['workflow_call', workflowCall],
  ['workflow_dispatch', workflowDispatch],
  ['workflow_run', workflowRun],
]);

/**
 * A `github.event` such as the forge would send for this checkout.
 * @param filters those of the file that it is for, for this event
 */
export function makePayload(event: string, facts: CheckoutFacts, filters: EventFilters = {}): JsonObject {
  const own = MAKERS.get(event)?.(facts, filters) ?? {};
  return { ...own, repository: repositoryOf(facts), sender: userOf(facts) };
}
