import { isJsonObject, type JsonObject } from '../../events/json.ts';
import type { KeyValue } from '../contexts/availability.ts';
import { calledWorkflowPath } from '../project/index.ts';
import type { Path } from '../source/document.ts';
import type { RuleInput } from './rule.ts';

/**
 * The types that called workflows of the repository want, by the path of the input in the `with` of a job; null
 * elsewhere, and where a text is wanted, which everything becomes.
 */
export function callInputTypes({ jobs, callees }: RuleInput): (path: Path) => KeyValue | null {
  if (callees === null) return () => null;
  const called = new Map(
    jobs.flatMap(({ id, job: { uses } }) => {
      const file = typeof uses === 'string' ? calledWorkflowPath(uses) : null;
      return file === null ? [] : [[id, file]];
    }),
  );
  return ([section, id, key, name, ...rest]) => {
    if (section !== 'jobs' || key !== 'with' || typeof name !== 'string' || rest.length > 0) return null;
    const file = typeof id === 'string' ? called.get(id) : undefined;
    const lookup = file === undefined ? null : callees.workflow(file);
    if (lookup?.kind !== 'found') return null;
    const type = lookup.declaration?.inputs.get(name.toLowerCase())?.type ?? null;
    return type === 'string' ? null : type;
  };
}

/** What an expression must give that is the default of an input of `on.workflow_call`; null elsewhere. */
export function callDefaultTypes(root: JsonObject): (path: Path) => KeyValue | null {
  const on = root['on'];
  const call = isJsonObject(on) ? on['workflow_call'] : undefined;
  const inputs = isJsonObject(call) ? call['inputs'] : undefined;
  if (!isJsonObject(inputs)) return () => null;
  return ([section, event, key, name, property]) => {
    if (section !== 'on' || event !== 'workflow_call' || key !== 'inputs' || property !== 'default')
      return null;
    const input = typeof name === 'string' ? inputs[name] : undefined;
    const type = isJsonObject(input) ? input['type'] : undefined;
    if (type === 'boolean' || type === 'number') return type;
    return type === 'string' ? 'text' : null;
  };
}
