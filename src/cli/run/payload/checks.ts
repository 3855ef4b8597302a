import type { JsonObject } from '../../../events/index.ts';
import type { CheckoutFacts, PayloadMaker } from './checkout-facts.ts';
import { commitOf, NUMBER, refName, repositoryUrl } from './forge-objects.ts';

export const checkRun: PayloadMaker = (facts) => ({
  action: 'completed',
  check_run: {
    id: NUMBER,
    name: 'check',
    head_sha: facts.sha,
    ...completed(),
    check_suite: checkSuiteOf(facts),
    pull_requests: [],
    html_url: repositoryUrl(facts, 'runs', NUMBER),
  },
});

export const checkSuite: PayloadMaker = (facts) => ({
  action: 'completed',
  check_suite: checkSuiteOf(facts),
});

/** The status of the newest commit changed. */
export const status: PayloadMaker = (facts) => ({
  id: NUMBER,
  sha: facts.sha,
  name: facts.repository,
  context: 'default',
  state: 'success',
  description: null,
  target_url: null,
  commit: { sha: facts.sha, commit: commitOf(facts) },
  branches: [{ name: refName(facts), commit: { sha: facts.sha } }],
});

/** Another workflow has run for what is checked out: the first that the file waits for. */
export const workflowRun: PayloadMaker = (facts, { workflows }) => {
  const name = workflows?.[0] ?? 'CI';
  return {
    action: 'completed',
    workflow: { id: NUMBER, name, state: 'active' },
    workflow_run: {
      id: NUMBER,
      name,
      event: 'push',
      run_number: NUMBER,
      run_attempt: 1,
      workflow_id: NUMBER,
      head_branch: refName(facts),
      head_sha: facts.sha,
      head_commit: commitOf(facts),
      head_repository: { full_name: facts.repository },
      pull_requests: [],
      ...completed(),
      html_url: repositoryUrl(facts, 'actions', 'runs', NUMBER),
    },
  };
};

function checkSuiteOf(facts: CheckoutFacts): JsonObject {
  return {
    id: NUMBER,
    head_branch: refName(facts),
    head_sha: facts.sha,
    before: facts.before,
    after: facts.sha,
    ...completed(),
    pull_requests: [],
  };
}

function completed(): JsonObject {
  return { status: 'completed', conclusion: 'success' };
}
