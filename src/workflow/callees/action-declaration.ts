import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { mapOf, scalarText } from '../definition/read.ts';

/** What the file of an action says of how it may be used. Names are compared without case. */
export interface ActionDeclaration {
  /** `runs.using` in lower case; empty where there is none. */
  readonly using: string;
  readonly inputs: readonly ActionInput[];
  /** Names of the outputs; null where it cannot be told. */
  readonly outputs: readonly string[] | null;
}

/** An input of an action. */
export interface ActionInput {
  readonly name: string;
  readonly required: boolean;
  readonly hasDefault: boolean;
  /** `deprecationMessage`; null where there is none. */
  readonly deprecation: string | null;
}

/** Reads what it can; a broken file is another rule's mistake. */
export function readActionDeclaration(root: JsonObject): ActionDeclaration {
  const { inputs, outputs, runs } = root;
  return {
    using: (scalarText(mapOf(runs)['using']) ?? '').toLowerCase(),
    inputs: Object.entries(mapOf(inputs)).map(([name, input]) => readInput(name, input)),
    outputs:
      outputs === undefined || outputs === null || isJsonObject(outputs) ? Object.keys(mapOf(outputs)) : null,
  };
}

function readInput(name: string, input: Json): ActionInput {
  const { required, default: fallback, deprecationMessage } = mapOf(input);
  return {
    name,
    // The language of actions takes the text for the value.
    required: required === true || required === 'true',
    hasDefault: fallback !== undefined,
    deprecation: scalarText(deprecationMessage) ?? null,
  };
}
