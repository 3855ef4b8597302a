import {
  type JobDefinition,
  type JobSpec,
  type StepDefinition,
  jobIdOf,
  repositoryName,
  runIdOf,
} from '../../../../src/events/index.ts';

let count = 0;

/** A step as a workflow's parser gives it. */
export function step(fields: Partial<StepDefinition>): StepDefinition {
  return { env: {}, ...fields };
}

/** A job of these steps, without checkout. */
export function jobSpec(
  steps: readonly Partial<StepDefinition>[],
  definition: Partial<JobDefinition> = {},
  fields: Partial<JobSpec> = {},
): JobSpec {
  count += 1;
  return {
    repository: repositoryName('octo/sample'),
    run: runIdOf(1, 0),
    runNumber: 7,
    runAttempt: 1,
    job: jobIdOf(count + 1, 0),
    attempt: 1,
    name: 'build',
    folder: 'build.1',
    leg: { index: 0, total: 1, matrix: null, failFast: true, maxParallel: null },
    workflow: { path: '.runbook/ci.yml', name: 'CI' },
    definition: {
      id: 'build',
      needs: [],
      runsOn: { labels: 'ubuntu-latest' },
      env: {},
      defaults: {},
      outputs: {},
      checkout: false,
      steps: steps.map(step),
      ...definition,
    },
    workflowEnv: {},
    workflowDefaults: {},
    contexts: {
      github: {
        repository: 'octo/sample',
        sha: 'a'.repeat(40),
        ref: 'refs/heads/main',
        event_name: 'push',
        event: { pusher: 'mona' },
      },
      needs: {},
      strategy: {},
      matrix: null,
      inputs: {},
      vars: {},
    },
    timeoutMinutes: 5,
    continueOnError: false,
    source: { url: '/nowhere', ref: 'refs/heads/main', sha: 'a'.repeat(40) },
    ...fields,
  };
}
