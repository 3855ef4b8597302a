/** Inputs of `workflow_call`: what a call hands over against what the called file declares. */
import type { InputDefinition, WorkflowCall, WorkflowDefinition } from '../../events/definition.ts';
import type { Json, JsonObject } from '../../events/json.ts';
import { mapOf } from '../definition/read.ts';
import { type Scope, interpolateJson, textOf } from '../expressions/index.ts';
import { typedInput } from '../triggers/dispatch-inputs.ts';
import { CallError } from './error.ts';

/** The most characters that the inputs of one call may have together, as JSON: they travel in an event. */
const MAX_CHARACTERS = 1024 * 1024;

/**
 * `inputs` of a called workflow: `with` evaluated, of the declared types, absent ones with their default or else
 * `false`, `0` or the empty text (GitHub docs, `on.workflow_call.inputs`). For a boolean or a number a value that
 * comes out empty counts as absent.
 * @param scope the caller's
 * @throws ExpressionError, CallError
 */
export function callInputs(called: WorkflowDefinition, call: WorkflowCall, scope: Scope): JsonObject {
  const declared = called.on['workflow_call']?.inputs ?? {};
  const given = mapOf(interpolateJson(call.with, scope));
  checkNames(call, given, declared);
  const inputs = Object.fromEntries(
    Object.entries(declared).map(([name, definition]) => {
      const value = Object.entries(given).find(([key]) => isSameName(key, name))?.[1];
      return [name, inputOf(name, definition, { call, value, scope })];
    }),
  );
  if (JSON.stringify(inputs).length > MAX_CHARACTERS)
    throw new CallError(`The inputs of ${call.path} have more than ${MAX_CHARACTERS} characters together.`);
  return inputs;
}

function inputOf(
  name: string,
  definition: InputDefinition,
  given: { readonly call: WorkflowCall; readonly value: Json | undefined; readonly scope: Scope },
): Json {
  const { call, value, scope } = given;
  if (value === undefined && definition.required && definition.default === undefined)
    throw new CallError(`The input \`${name}\` of ${call.path} is required.`);
  const chosen = isAbsent(value, definition) ? defaultOf(definition, scope) : (value ?? '');
  const typed = typedInput(definition, chosen);
  if (typed !== null) return typed;
  const shown = textOf(chosen ?? null).slice(0, 100);
  throw new CallError(
    `The input \`${name}\` of ${call.path} must be of the type ${definition.type}, not \`${shown}\`.`,
  );
}

/** An empty text is a text, and neither a boolean nor a number. */
function isAbsent(value: Json | undefined, { type }: InputDefinition): boolean {
  if (value === undefined) return true;
  return type !== 'string' && (value === null || value === '');
}

function defaultOf({ default: fallback }: InputDefinition, scope: Scope): Json | undefined {
  return fallback === undefined ? undefined : (interpolateJson(fallback, calledScope(scope)) ?? undefined);
}

/** What the default of an input sees: `github` and `vars`, which are the caller's. */
function calledScope({ contexts: { github = null, vars = null } }: Scope): Scope {
  return { contexts: { github, vars } };
}

function checkNames(
  call: WorkflowCall,
  given: JsonObject,
  declared: { readonly [name: string]: InputDefinition },
): void {
  const unknown = Object.keys(given).find(
    (name) => !Object.keys(declared).some((one) => isSameName(one, name)),
  );
  if (unknown !== undefined) throw new CallError(`${call.path} has no input \`${unknown}\`.`);
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
