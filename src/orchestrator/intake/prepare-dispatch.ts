import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DispatchRequested } from '../../events/catalogue.ts';
import type { JsonObject } from '../../events/json.ts';
import type { Trigger } from '../../events/trigger.ts';
import type { DefinitionFile } from '../../git/index.ts';
import { checkDispatchInputs, type Project } from '../../workflow/index.ts';
import type { PreparedWorkflow } from '../intake-result.ts';
import type { DefinitionCache } from './definition-cache.ts';
import { dispatchPayload, type RepositoryFacts } from './payload.ts';
import { type DeliveryFacts, rejectUnreadable, startOrReject } from './prepare-workflow.ts';

type Skipped = Extract<PreparedWorkflow, { readonly outcome: 'skipped' }>;

/**
 * What a dispatch becomes at its commit: one workflow, named by path, file name or name. The server has checked
 * the request where it could; what is found wrong only here ends as `skipped` with the reason.
 */
export async function prepareForDispatch(
  files: readonly DefinitionFile[],
  request: DispatchRequested,
  facts: DeliveryFacts,
  repository: RepositoryFacts,
  cache: DefinitionCache,
  project: Project,
): Promise<PreparedWorkflow> {
  const file = await findWorkflow(files, request.workflow, cache, project);
  if (file === undefined) {
    return skipped(request.workflow, `There is no workflow ${request.workflow} at ${facts.trigger.ref}.`);
  }
  if ('problem' in file) return rejectUnreadable(file, facts.trigger);
  const { path, text } = file;
  const workflow = await cache.read(path, text, project);
  if (workflow.on === null) return startOrReject(path, text, workflow, facts);
  const listensTo = workflow.on['workflow_dispatch'];
  const { name } = workflow;
  if (listensTo === undefined) return skipped(path, 'It does not listen to `workflow_dispatch`.', name);
  const checked = checkDispatchInputs(listensTo.inputs, request.inputs);
  if ('errors' in checked) {
    const reason = checked.errors.map(({ message }) => message).join(' ');
    return { ...skipped(path, reason, name), inputProblems: checked.errors };
  }
  const trigger: Trigger = { ...facts.trigger, inputs: checked.inputs };
  const payload: JsonObject = dispatchPayload(path, trigger, repository);
  return startOrReject(path, text, workflow, { ...facts, trigger, payload });
}

/** A path or file name names one file; a name may be several files' and then means the first. */
async function findWorkflow(
  files: readonly DefinitionFile[],
  wanted: string,
  cache: DefinitionCache,
  project: Project,
): Promise<DefinitionFile | undefined> {
  const named = files.find(({ path }) => path === wanted || path.endsWith(`/${wanted}`));
  if (named !== undefined) return named;
  for (const file of files) {
    if ('text' in file && (await cache.read(file.path, file.text, project)).name === wanted) return file;
    // As for a push: reading many files must not keep everything else waiting.
    await nextTurn();
  }
  return undefined;
}

/** Without a name no file was found. */
function skipped(path: string, reason: string, name?: string): Skipped {
  return { outcome: 'skipped', path, reason, ...(name === undefined ? {} : { name }) };
}
