import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { mapOf, textsOf } from '../definition/read.ts';

/** What `on.workflow_call` of a workflow says of how it may be called. Names are compared without case. */
export interface CallDeclaration {
  readonly inputs: readonly CallInput[];
  readonly secrets: readonly CallSecret[];
  /** Names of the outputs. */
  readonly outputs: readonly string[];
}

/** An input of a called workflow. */
export interface CallInput {
  readonly name: string;
  /** Null where the file says none of the three, which is another rule's mistake. */
  readonly type: 'string' | 'number' | 'boolean' | null;
  readonly required: boolean;
  readonly hasDefault: boolean;
}

/** A secret of a called workflow. */
export interface CallSecret {
  readonly name: string;
  readonly required: boolean;
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
  const { inputs, secrets, outputs } = mapOf(call);
  return {
    inputs: Object.entries(mapOf(inputs)).map(([name, input]) => readInput(name, mapOf(input))),
    secrets: Object.entries(mapOf(secrets)).map(([name, secret]) => ({
      name,
      required: mapOf(secret)['required'] === true,
    })),
    outputs: Object.keys(mapOf(outputs)),
  };
}

function readInput(name: string, { type, required, default: fallback }: JsonObject): CallInput {
  return { name, type: readType(type), required: required === true, hasDefault: fallback !== undefined };
}

function readType(type: Json | undefined): CallInput['type'] {
  return type === 'string' || type === 'number' || type === 'boolean' ? type : null;
}
