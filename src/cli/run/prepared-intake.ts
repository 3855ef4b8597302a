import type { JsonObject, Trigger, WorkflowDefinition } from '../../events/index.ts';
import type { IntakeSource, PreparedWorkflow } from '../../orchestrator/index.ts';
import type { CheckoutFacts } from './payload/index.ts';
import type { WorkflowFile } from './workflow-choice.ts';

/** One workflow that is going to run, as the command line shaped it. */
export interface ChosenWorkflow {
  readonly file: WorkflowFile;
  readonly definition: WorkflowDefinition;
  readonly trigger: Trigger;
  readonly payload: JsonObject;
}

/** The intake of `runbook run`: the files were read and chosen before, nothing is fetched. */
export function createPreparedIntake(
  workflows: readonly ChosenWorkflow[],
  facts: CheckoutFacts,
  vars: { readonly [name: string]: string },
): IntakeSource {
  const prepared = workflows.map(({ file, definition, trigger, payload }): PreparedWorkflow => {
    const urls = { server: facts.serverUrl, api: apiUrlOf(facts.serverUrl) };
    const { url, defaultBranch } = facts;
    const workflow = { path: definition.path, name: definition.name };
    return {
      outcome: 'started',
      path: file.path,
      facts: { workflow, trigger, payload, definition, source: file.source, urls, url, defaultBranch, vars },
    };
  });
  return {
    prepare: async ({ repository, event: { delivery } }) => ({
      kind: 'handled',
      repository,
      delivery,
      workflows: prepared,
    }),
  };
}

/** GitHub's own API has a host of its own; GitHub Enterprise, Gitea and Runbook serve it under a path. */
function apiUrlOf(serverUrl: string): string {
  return serverUrl === 'https://github.com' ? 'https://api.github.com' : `${serverUrl}/api/v3`;
}
