/** Inputs of `workflow_dispatch`: what was given against what the workflow declares. */
import type { InputDefinition } from '../../events/definition.ts';
import type { InputProblem } from '../../events/dispatch-form.ts';
import type { Json, JsonObject } from '../../events/json.ts';
import { nearMiss } from '../near-miss.ts';

/** The most characters that all inputs may have together (GitHub docs, `workflow_dispatch`). */
const MAX_CHARACTERS = 65_535;

/**
 * Types the inputs: a boolean stays a boolean, a number a number, everything else is text. Absent ones take
 * their default; without one `false`, `0` or the empty text, as GitHub does.
 */
export function checkDispatchInputs(
  declared: { readonly [name: string]: InputDefinition } | undefined,
  given: JsonObject,
): { inputs: JsonObject } | { errors: InputProblem[] } {
  const definitions = Object.entries(declared ?? {});
  const errors = unknownInputs(
    definitions.map(([name]) => name),
    given,
  );
  const inputs: { [name: string]: Json } = {};
  for (const [name, definition] of definitions) {
    const value = valueOf(name, given);
    if (value === undefined && definition.required && definition.default === undefined) {
      errors.push({ input: name, message: `The input \`${name}\` is required.` });
      continue;
    }
    const typed = typedInput(definition, value ?? definition.default);
    if (typed === null) {
      errors.push({ input: name, message: `The input \`${name}\` must be ${expectation(definition)}.` });
    } else inputs[name] = typed;
  }
  if (JSON.stringify(given).length > MAX_CHARACTERS) {
    const message = `The inputs have more than ${MAX_CHARACTERS} characters together.`;
    errors.push({ input: null, message });
  }
  return errors.length > 0 ? { errors } : { inputs };
}

/** `github.event.inputs`: the same values, all as text. */
export function inputsAsText(inputs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, asText(value) ?? '']));
}

function unknownInputs(names: readonly string[], given: JsonObject): InputProblem[] {
  const known = new Set(names.map((name) => name.toLowerCase()));
  return Object.keys(given)
    .filter((name) => !known.has(name.toLowerCase()))
    .map((name) => {
      const near = nearMiss(name, names);
      const hint = near === null ? '.' : `; did you mean \`${near}\`?`;
      return { input: name, message: `The workflow has no input \`${name}\`${hint}` };
    });
}

/** Names of inputs are compared without case; null counts as not given. */
function valueOf(name: string, given: JsonObject): Json | undefined {
  const key = Object.keys(given).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : (given[key] ?? undefined);
}

/** A value in the type that an input declares, of an absent one its zero; null where it is of another type. */
export function typedInput(definition: InputDefinition, value: Json | undefined): Json {
  const { type, options = [] } = definition;
  if (type === 'boolean') return value === undefined ? false : booleanOf(value);
  if (type === 'number') return value === undefined ? 0 : numberOf(value);
  const text = value === undefined ? '' : asText(value);
  const offered = type !== 'choice' || value === undefined || (text !== null && options.includes(text));
  return offered ? text : null;
}

function booleanOf(value: Json): boolean | null {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : null;
}

function numberOf(value: Json): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function asText(value: Json): string | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : null;
}

function expectation({ type, options = [] }: InputDefinition): string {
  if (type === 'boolean') return 'true or false';
  if (type === 'number') return 'a number';
  return type === 'choice' ? `one of ${options.map((option) => `\`${option}\``).join(', ')}` : 'a text';
}
