/** The schemas as functions, compiled on first use. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { SCHEMAS, type FileKind } from './schemas.ts';

/** Says whether a value is valid; what is not is in `errors` until the next call. */
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly Pick<ErrorObject, 'keyword' | 'params' | 'instancePath' | 'parentSchema'>[] | null;
}

const validators = new Map<FileKind, Validator>();

/** The validator of a kind of file. */
export function validatorOf(kind: FileKind): Validator {
  const known = validators.get(kind);
  if (known !== undefined) return known;
  const validator = compile(kind);
  validators.set(kind, validator);
  return validator;
}

/** Compiles the schema of workflows (about 0.1 s) ahead of its first use, so that no delivery waits for it. */
export function warmUpValidation(): void {
  validatorOf('workflow');
}

/**
 * ajv's code joins the errors of each part of a file with all before them by `concat`, which for a file of nothing but
 * mistakes takes the square of their number; appending takes as long as there are new ones.
 */
function appendingErrors(code: string): string {
  const append = '((all, more) => { for (const one of more) all.push(one); return all; })';
  return code.replaceAll(/\bvErrors\.concat\((\w+\.errors)\)/g, `${append}(vErrors, $1)`);
}

function compile(kind: FileKind): Validator {
  const ajv = new Ajv2020({
    allErrors: true,
    // Errors name the schema in which they arose: its title is what messages call a value.
    verbose: true,
    // The sentences are ours, and a test checks the schema against its meta-schema: what is left is compiling.
    messages: false,
    meta: false,
    validateSchema: false,
    strict: false,
    inlineRefs: false,
    code: { optimize: false, process: appendingErrors },
  });
  return ajv.compile(SCHEMAS[kind]);
}
