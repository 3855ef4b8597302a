import type {
  Concurrency,
  DeliveryId,
  EventFilters,
  JobDefinition,
  RepositoryName,
  Trigger,
  WorkflowCall,
  WorkflowDefinition,
} from '../../../src/events/index.ts';
import type { IntakeResult, PreparedWorkflow } from '../../../src/orchestrator/intake-result.ts';

export const REPOSITORY = 'octo/widgets' as RepositoryName;
export const PATH = '.runbook/ci.yml';

/** A push to main. */
export const PUSH: Trigger = {
  event: 'push',
  ref: 'refs/heads/main',
  sha: 'a'.repeat(40),
  before: null,
  deleted: false,
  forced: false,
  actor: 'mona',
  message: 'Add a widget',
};

/** A job with one step, and what a test says of it. */
export function job(id: string, rest: Partial<JobDefinition> = {}): JobDefinition {
  return {
    id,
    needs: [],
    runsOn: { labels: ['ubuntu-latest'] },
    env: {},
    defaults: {},
    outputs: {},
    checkout: true,
    steps: [{ run: 'true', env: {} }],
    ...rest,
  };
}

/** A job that calls a workflow. */
export function calling(
  id: string,
  path: string,
  rest: Partial<Omit<JobDefinition, 'call'> & WorkflowCall> = {},
): JobDefinition {
  const { with: inputs = {}, secrets = {}, ...keys } = rest;
  return job(id, { steps: [], ...keys, call: { path, with: inputs, secrets } });
}

/** A workflow file that can be called, by its path; to be handed to `workflow` as `called`. */
export function callee(
  path: string,
  jobs: readonly JobDefinition[],
  rest: Partial<WorkflowDefinition> & {
    readonly inputs?: EventFilters['inputs'];
    readonly outputs?: object;
  } = {},
): { readonly [path: string]: WorkflowDefinition } {
  const { inputs, outputs, ...keys } = rest;
  const values = Object.fromEntries(Object.entries(outputs ?? {}).map(([name, value]) => [name, { value }]));
  const on = { workflow_call: { ...(inputs === undefined ? {} : { inputs }), call: { outputs: values } } };
  return { [path]: { path, name: path, env: {}, defaults: {}, jobs, on, ...keys } };
}

export function workflow(
  jobs: readonly JobDefinition[],
  rest: {
    readonly concurrency?: Concurrency;
    readonly runName?: string;
    readonly path?: string;
    readonly called?: WorkflowDefinition['called'] & {};
  } = {},
): WorkflowDefinition {
  const { path = PATH, ...keys } = rest;
  return { path, name: 'CI', on: { push: {} }, env: {}, defaults: {}, jobs, ...keys };
}

/** What intake makes of a delivery that starts these workflows. */
export function started(
  delivery: string,
  definitions: readonly WorkflowDefinition[],
  trigger: Trigger = PUSH,
  repository: RepositoryName = REPOSITORY,
): IntakeResult {
  const workflows = definitions.map(
    (definition): PreparedWorkflow => ({
      outcome: 'started',
      path: definition.path,
      facts: {
        workflow: { path: definition.path, name: definition.name },
        trigger,
        definition,
        source: '',
        urls: { server: 'http://127.0.0.1:4000', api: 'http://127.0.0.1:4000/api/v3' },
        url: 'https://example.org/octo/widgets.git',
        defaultBranch: 'main',
        vars: {},
      },
    }),
  );
  return { kind: 'handled', repository, delivery: delivery as DeliveryId, workflows };
}
