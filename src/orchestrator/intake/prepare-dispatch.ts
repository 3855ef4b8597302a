import type { DispatchRequested } from '../../events/catalogue.ts';
import type { JsonObject } from '../../events/json.ts';
import type { Trigger } from '../../events/trigger.ts';
import type { DefinitionFile } from '../../git/index.ts';
import { checkDispatchInputs } from '../../workflow/index.ts';
import type { PreparedWorkflow } from '../intake-result.ts';
import type { DefinitionCache, ReadWorkflow } from './definition-cache.ts';
import { dispatchPayload, type RepositoryFacts } from './payload.ts';
import { type DeliveryFacts, startOrReject } from './prepare-workflow.ts';

/** The workflow file that a dispatch names. */
interface NamedWorkflow {
  readonly path: string;
  readonly text: string;
  readonly workflow: ReadWorkflow;
}

/**
 * What a dispatch becomes at its commit: one workflow, named by path, file name or name. The server has checked
 * the request where it could; what is found wrong only here ends as `skipped` with the reason.
 */
export function prepareForDispatch(
  files: readonly DefinitionFile[],
  request: DispatchRequested,
  facts: DeliveryFacts,
  repository: RepositoryFacts,
  cache: DefinitionCache,
): PreparedWorkflow {
  const named = findWorkflow(files, request.workflow, cache);
  if (named === null) {
    return skipped(request.workflow, `There is no workflow ${request.workflow} at ${facts.trigger.ref}.`);
  }
  const { path, text, workflow } = named;
  if (workflow.on === null) return startOrReject(path, text, workflow, facts);
  const listensTo = workflow.on['workflow_dispatch'];
  if (listensTo === undefined) return skipped(path, 'It does not listen to `workflow_dispatch`.');
  const checked = checkDispatchInputs(listensTo.inputs, request.inputs);
  if ('errors' in checked) return skipped(path, checked.errors.join(' '));
  const trigger: Trigger = { ...facts.trigger, inputs: checked.inputs };
  const payload: JsonObject = dispatchPayload(path, trigger, repository);
  return startOrReject(path, text, workflow, { ...facts, trigger, payload });
}

function findWorkflow(
  files: readonly DefinitionFile[],
  wanted: string,
  cache: DefinitionCache,
): NamedWorkflow | null {
  const byName: NamedWorkflow[] = [];
  for (const file of files) {
    if ('problem' in file) continue;
    const found = { path: file.path, text: file.text, workflow: cache.read(file.path, file.text) };
    if (file.path === wanted || file.path.endsWith(`/${wanted}`)) return found;
    if (found.workflow.name === wanted) byName.push(found);
  }
  return byName[0] ?? null;
}

function skipped(path: string, reason: string): PreparedWorkflow {
  return { outcome: 'skipped', path, reason };
}
