/** Schemas to functions by ajv. The build replaces this file by functions that were made with the same options. */
import { Ajv2020, type ErrorObject, type Options } from 'ajv/dist/2020.js';
import { SCHEMAS, type FileKind } from './schemas.ts';

/** Says whether a value is valid; what is not is in `errors` until the next call. */
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly Pick<ErrorObject, 'keyword' | 'params' | 'instancePath' | 'parentSchema'>[] | null;
}

/** Compiles the schema of a kind of file: about 0.1 s. */
export function compile(kind: FileKind): Validator {
  return new Ajv2020(AJV_OPTIONS).compile(SCHEMAS[kind]);
}

/** What both the functions made at run time and those of the build are made with. */
export const AJV_OPTIONS: Options = {
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
};

/**
 * ajv's code joins the errors of each part of a file with all before them by `concat`, which for a file of nothing but
 * mistakes takes the square of their number; appending takes as long as there are new ones.
 */
export function appendingErrors(code: string): string {
  const append = '((all, more) => { for (const one of more) all.push(one); return all; })';
  return code.replaceAll(/\bvErrors\.concat\((\w+\.errors)\)/g, `${append}(vErrors, $1)`);
}
