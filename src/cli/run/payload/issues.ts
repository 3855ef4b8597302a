import type { JsonObject } from '../../../events/index.ts';
import type { CheckoutFacts, PayloadMaker } from './checkout-facts.ts';
import { NUMBER, openedOf, repositoryUrl, titleOf, userOf } from './forge-objects.ts';

export const issues: PayloadMaker = (facts) => ({ action: 'opened', issue: issueOf(facts) });

export const issueComment: PayloadMaker = (facts) => ({
  action: 'created',
  issue: issueOf(facts),
  comment: commentOf(facts, 'issues'),
});

/** A comment on a pull request is one on an issue that says so. */
export const pullRequestComment: PayloadMaker = (facts) => {
  const url = repositoryUrl(facts, 'pull', NUMBER);
  return {
    action: 'created',
    issue: { ...issueOf(facts), html_url: url, pull_request: { url, html_url: url } },
    comment: commentOf(facts, 'pull'),
  };
};

export const label: PayloadMaker = () => ({
  action: 'created',
  label: { id: NUMBER, name: 'bug', color: 'd73a4a', default: true, description: '' },
});

export const milestone: PayloadMaker = (facts) => ({
  action: 'created',
  milestone: {
    id: NUMBER,
    number: NUMBER,
    title: titleOf(facts),
    description: '',
    state: 'open',
    open_issues: 0,
    closed_issues: 0,
    due_on: null,
    creator: userOf(facts),
    html_url: repositoryUrl(facts, 'milestone', NUMBER),
  },
});

export const discussion: PayloadMaker = (facts) => ({ action: 'created', discussion: discussionOf(facts) });

export const discussionComment: PayloadMaker = (facts) => ({
  action: 'created',
  discussion: discussionOf(facts),
  comment: commentOf(facts, 'discussions'),
});

function issueOf(facts: CheckoutFacts): JsonObject {
  return { ...openedOf(facts, 'issues'), labels: [], assignees: [], milestone: null, comments: 0 };
}

function discussionOf(facts: CheckoutFacts): JsonObject {
  return {
    ...openedOf(facts, 'discussions'),
    category: { id: NUMBER, name: 'General', slug: 'general', is_answerable: false },
    answer_html_url: null,
    comments: 0,
  };
}

function commentOf(facts: CheckoutFacts, of: 'issues' | 'pull' | 'discussions'): JsonObject {
  return {
    id: NUMBER,
    body: '',
    user: userOf(facts),
    author_association: 'OWNER',
    html_url: repositoryUrl(facts, of, `${NUMBER}#comment-${NUMBER}`),
  };
}
