import type { JsonObject } from '../../../events/index.ts';
import type { CheckoutFacts, PayloadMaker } from './checkout-facts.ts';
import { NUMBER, personOf, refName, repositoryUrl, userOf } from './forge-objects.ts';

const ENVIRONMENT = 'production';

/** What is checked out is to be deployed. */
export const deployment: PayloadMaker = (facts) => ({
  action: 'created',
  deployment: deploymentOf(facts),
  workflow: null,
  workflow_run: null,
});

export const deploymentStatus: PayloadMaker = (facts) => ({
  action: 'created',
  deployment: deploymentOf(facts),
  deployment_status: {
    id: NUMBER,
    state: 'success',
    environment: ENVIRONMENT,
    description: '',
    target_url: '',
    creator: userOf(facts),
  },
});

export const pageBuild: PayloadMaker = (facts) => ({
  id: NUMBER,
  build: {
    status: 'built',
    commit: facts.sha,
    error: { message: null },
    pusher: personOf(facts),
    url: repositoryUrl(facts, 'pages', 'builds', NUMBER),
  },
});

function deploymentOf(facts: CheckoutFacts): JsonObject {
  return {
    id: NUMBER,
    sha: facts.sha,
    ref: refName(facts),
    task: 'deploy',
    payload: {},
    environment: ENVIRONMENT,
    original_environment: ENVIRONMENT,
    description: null,
    creator: userOf(facts),
  };
}
