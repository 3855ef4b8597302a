import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { mapOf, textsOf } from '../definition/read.ts';

/** What `on.workflow_call` of a workflow says of how it may be called. Names are compared without case. */
export interface CallDeclaration {
  /** By name in lower case, in the order of the file. */
  readonly inputs: ReadonlyMap<string, CallInput>;
  /** Names of the inputs that must be given: a default does not help, as GitHub asks for a required one all the same. */
  readonly mandatoryInputs: readonly string[];
  /** By name in lower case. */
  readonly secrets: ReadonlyMap<string, { readonly name: string }>;
  /** Names of those that must be given. */
  readonly mandatorySecrets: readonly string[];
  /** Names of the outputs. */
  readonly outputs: readonly string[];
}

/** An input of a called workflow. */
export interface CallInput {
  readonly name: string;
  /** Null where the file says none of the three, which is another rule's mistake. */
  readonly type: 'string' | 'number' | 'boolean' | null;
}

/** What a workflow declares; null where it does not listen to `workflow_call`. */
export function readCallDeclaration(root: JsonObject): CallDeclaration | null {
  const on = root['on'] ?? null;
  const call = isJsonObject(on)
    ? on['workflow_call']
    : textsOf(on).includes('workflow_call')
      ? null
      : undefined;
  if (call === undefined) return null;
  const { outputs } = mapOf(call);
  const inputs = Object.entries(mapOf(mapOf(call)['inputs']));
  const secrets = Object.entries(mapOf(mapOf(call)['secrets']));
  return {
    inputs: new Map(
      inputs.map(([name, input]) => [name.toLowerCase(), { name, type: typeOf(mapOf(input)) }]),
    ),
    mandatoryInputs: inputs.filter(([, input]) => isRequired(input)).map(([name]) => name),
    secrets: new Map(secrets.map(([name]) => [name.toLowerCase(), { name }])),
    mandatorySecrets: secrets.filter(([, secret]) => isRequired(secret)).map(([name]) => name),
    outputs: Object.keys(mapOf(outputs)),
  };
}

function isRequired(declared: Json): boolean {
  return mapOf(declared)['required'] === true;
}

function typeOf({ type }: JsonObject): CallInput['type'] {
  return type === 'string' || type === 'number' || type === 'boolean' ? type : null;
}
