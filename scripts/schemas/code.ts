import standalone from 'ajv/dist/standalone/index.js';
import { appendingErrors, createAjv } from '../../src/workflow/structure/compile-schema.ts';
import { SCHEMAS } from '../../src/workflow/structure/schemas.ts';

/** A module in the place of src/workflow/structure/compile-schema.ts, with the validators in it. */
export function compiledSchemas(): string {
  const ajv = createAjv({ source: true, esm: true, optimize: false });
  const names = Object.keys(SCHEMAS);
  for (const [kind, schema] of Object.entries(SCHEMAS)) ajv.addSchema(schema, kind);
  const code = standalone.default(ajv, Object.fromEntries(names.map((kind) => [kind, kind])));
  return `${appendingErrors(code)}
const validators = { ${names.join(', ')} };
export function compileSchema(kind) {
  return validators[kind];
}
`;
}
