/** The JSON Schema of workflow files, compiled on first use. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import schema from '../../../schema/workflow.schema.json' with { type: 'json' };
import type { Json } from '../../events/json.ts';

/** Every event that the language knows. */
export const EVENT_NAMES: ReadonlySet<string> = new Set(schema.$defs.eventName.enum);

let compiled: ValidateFunction | null = null;

/** Everything that the schema has against a value; empty where it is valid. */
export function schemaErrors(value: Json): readonly ErrorObject[] {
  const validate = (compiled ??= compile());
  return validate(value) ? [] : (validate.errors ?? []);
}

/** Compiles the schema (about 0.1 s) ahead of its first use, so that no delivery waits for it. */
export function warmUpValidation(): void {
  compiled ??= compile();
}

function compile(): ValidateFunction {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    // The sentences are ours, and a test checks the schema against its meta-schema: what is left is compiling.
    messages: false,
    meta: false,
    validateSchema: false,
    strict: false,
    inlineRefs: false,
    code: { optimize: false },
  });
  return ajv.compile(schema);
}
