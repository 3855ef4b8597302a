/** The source of the functions that the build puts in the place of compile.ts; no part of the program. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { AJV_OPTIONS, appendingErrors } from './compile.ts';
import { SCHEMAS, type FileKind } from './schemas.ts';

/** A CommonJS module that exports the validator of a kind of file. It requires ajv's runtime. */
export function standaloneValidator(kind: FileKind): string {
  const ajv = new Ajv2020({ ...AJV_OPTIONS, code: { ...AJV_OPTIONS.code, source: true } });
  return appendingErrors(standalone.default(ajv, ajv.compile(SCHEMAS[kind])));
}
