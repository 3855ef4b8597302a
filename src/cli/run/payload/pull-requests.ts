import type { JsonObject } from '../../../events/index.ts';
import type { CheckoutFacts, PayloadMaker } from './checkout-facts.ts';
import { commitOf, NUMBER, openedOf, refName, repositoryOf, repositoryUrl, userOf } from './forge-objects.ts';

/** A pull request of what is checked out, to the default branch. */
export const pullRequest: PayloadMaker = (facts) => ({
  action: 'opened',
  number: NUMBER,
  pull_request: pullRequestOf(facts),
});

export const pullRequestReview: PayloadMaker = (facts) => ({
  action: 'submitted',
  pull_request: pullRequestOf(facts),
  review: {
    id: NUMBER,
    user: userOf(facts),
    body: '',
    state: 'approved',
    commit_id: facts.sha,
    html_url: repositoryUrl(facts, 'pull', `${NUMBER}#pullrequestreview-${NUMBER}`),
  },
});

export const pullRequestReviewComment: PayloadMaker = (facts) => ({
  action: 'created',
  pull_request: pullRequestOf(facts),
  comment: {
    id: NUMBER,
    user: userOf(facts),
    body: '',
    path: '',
    diff_hunk: '',
    commit_id: facts.sha,
    html_url: repositoryUrl(facts, 'pull', `${NUMBER}#discussion_r${NUMBER}`),
  },
});

/** A merge queue wants what is checked out to be checked before it goes into the default branch. */
export const mergeGroup: PayloadMaker = (facts) => ({
  action: 'checks_requested',
  merge_group: {
    head_sha: facts.sha,
    head_ref: `refs/heads/gh-readonly-queue/${facts.defaultBranch}/pr-${NUMBER}-${baseSha(facts)}`,
    base_sha: baseSha(facts),
    base_ref: `refs/heads/${facts.defaultBranch}`,
    head_commit: commitOf(facts),
  },
});

/** The pull request; other events have it as well. */
export function pullRequestOf(facts: CheckoutFacts): JsonObject {
  const repo = repositoryOf(facts);
  const user = userOf(facts);
  const head = refName(facts);
  const [owner = ''] = facts.repository.split('/');
  return {
    ...openedOf(facts, 'pull'),
    draft: false,
    merged: false,
    mergeable: true,
    merge_commit_sha: facts.sha,
    labels: [],
    assignees: [],
    requested_reviewers: [],
    head: { label: `${owner}:${head}`, ref: head, sha: facts.sha, user, repo },
    base: {
      label: `${owner}:${facts.defaultBranch}`,
      ref: facts.defaultBranch,
      sha: baseSha(facts),
      user,
      repo,
    },
  };
}

function baseSha({ defaultSha, before, sha }: CheckoutFacts): string {
  return defaultSha ?? before ?? sha;
}
