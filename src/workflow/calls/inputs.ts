/** Inputs of `workflow_call`: what a call hands over against what the called file declares. */
import type { InputDefinition, WorkflowCall, WorkflowDefinition } from '../../events/definition.ts';
import type { Json, JsonObject } from '../../events/json.ts';
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
  checkNames(call, declared);
  const inputs = Object.fromEntries(
    Object.entries(declared).map(([name, definition]) => [name, inputOf(name, definition, call, scope)]),
  );
  if (JSON.stringify(inputs).length > MAX_CHARACTERS)
    throw new CallError(`The inputs of ${call.path} have more than ${MAX_CHARACTERS} characters together.`);
  return inputs;
}

function inputOf(name: string, definition: InputDefinition, call: WorkflowCall, scope: Scope): Json {
  const given = Object.entries(call.with).find(([key]) => isSameName(key, name));
  if (given === undefined && definition.required && definition.default === undefined)
    throw new CallError(`The input \`${name}\` of ${call.path} is required.`);
  const value = given === undefined ? undefined : interpolateJson(given[1], scope);
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

function checkNames(call: WorkflowCall, declared: { readonly [name: string]: InputDefinition }): void {
  for (const name of Object.keys(call.with)) {
    if (Object.keys(declared).some((one) => isSameName(one, name))) continue;
    throw new CallError(`${call.path} has no input \`${name}\`.`);
  }
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
