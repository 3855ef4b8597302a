import type { Json } from '../../events/json.ts';
import type { FileKind, Schema } from './schemas.ts';
import { validatorOf } from './validators.ts';

/** One objection of a schema to a value. */
export interface SchemaError {
  /** The keyword that objects, `additionalProperties`. */
  readonly keyword: string;
  /** What the keyword says of it, `{ additionalProperty: 'need' }`. */
  readonly params: { readonly [name: string]: unknown };
  /** Where the value is, as a JSON pointer (RFC 6901). */
  readonly instancePath: string;
  /** The schema in which the keyword stands. */
  readonly schema: Schema;
}

/** Everything that the schema of this kind of file has against a value; empty where it is valid. */
export function schemaErrors(value: Json, kind: FileKind = 'workflow'): readonly SchemaError[] {
  const validate = validatorOf(kind);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ keyword, params, instancePath, parentSchema }) => ({
    keyword,
    params,
    instancePath,
    schema: parentSchema ?? {},
  }));
}
