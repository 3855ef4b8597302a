import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { mapOf, scalarText } from '../definition/read.ts';

/** What the file of an action says of how it may be used. Names are compared without case. */
export interface ActionDeclaration {
  /** `runs.using` in lower case; empty where there is none. */
  readonly using: string;
  /** By name in lower case, in the order of the file. */
  readonly inputs: ReadonlyMap<string, ActionInput>;
  /** The inputs that must be given: required, and without a default. */
  readonly mandatory: readonly ActionInput[];
  /** Names of the outputs; null where it cannot be told. */
  readonly outputs: readonly string[] | null;
  /** Whether it has something to do before the job's first step. */
  readonly hasPre: boolean;
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
  const declared = Object.entries(mapOf(inputs)).map(([name, input]) => readInput(name, input));
  const { using, pre, 'pre-entrypoint': preEntrypoint } = mapOf(runs);
  return {
    using: (scalarText(using) ?? '').toLowerCase(),
    inputs: new Map(declared.map((input) => [input.name.toLowerCase(), input])),
    mandatory: declared.filter(({ required, hasDefault }) => required && !hasDefault),
    outputs:
      outputs === undefined || outputs === null || isJsonObject(outputs) ? Object.keys(mapOf(outputs)) : null,
    hasPre: pre !== undefined || preEntrypoint !== undefined,
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
