import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { SCHEMAS, type FileKind, type Schema } from '../../../../src/workflow/structure/schemas.ts';
import { isSchema } from '../../../../src/workflow/structure/words.ts';

/** A key of the language with its schema, references followed; what the nearer schema says counts. */
interface Key {
  readonly path: string;
  readonly schema: Schema;
}

function resolved(schema: Schema, root: Schema): Schema {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  let target: unknown = root;
  for (const segment of reference.split('/').slice(1))
    target = isSchema(target) ? target[segment] : undefined;
  return isSchema(target) ? { ...resolved(target, root), ...schema } : schema;
}

/** Every key under `properties`, wherever it stands in a schema. */
function keysIn(node: unknown, root: Schema, path = ''): Key[] {
  if (Array.isArray(node)) return node.flatMap((item, index) => keysIn(item, root, `${path}/${index}`));
  // What excludes others is no key of its own.
  if (!isSchema(node) || path.endsWith('/not') || path.endsWith('/if')) return [];
  const properties = isSchema(node['properties']) ? Object.entries(node['properties']) : [];
  const here = properties.flatMap(([name, schema]) =>
    isSchema(schema) ? [{ path: `${path}/${name}`, schema: resolved(schema, root) }] : [],
  );
  return [
    ...here,
    ...Object.entries(node).flatMap(([word, inner]) => keysIn(inner, root, `${path}/${word}`)),
  ];
}

const KINDS: readonly FileKind[] = ['workflow', 'action'];

describe.each(KINDS)('the schema of a %s', (kind) => {
  const root = SCHEMAS[kind];
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false });

  it('is a valid JSON Schema, without keywords that it does not have', () => {
    expect(() => ajv.compile(root)).not.toThrow();
  });

  it('tells an editor of every key what it is for, in sentences', () => {
    const keys = keysIn(root, root);
    expect(keys.length).toBeGreaterThan(kind === 'workflow' ? 200 : 40);
    const untold = keys.filter(
      ({ schema: { description } }) => typeof description !== 'string' || !/^[A-Z`].*\.$/.test(description),
    );
    expect(untold.map(({ path }) => path)).toEqual([]);
  });

  it('has examples and defaults that are valid', () => {
    const withExamples = keysIn(root, root).filter(({ schema }) => Array.isArray(schema['examples']));
    expect(withExamples.length).toBeGreaterThan(5);
    for (const { path, schema } of withExamples) {
      const validate = ajv.compile({ ...schema, $defs: root['$defs'] });
      for (const example of Array.isArray(schema['examples']) ? schema['examples'] : []) {
        expect(validate(example), `${path}: ${JSON.stringify(example)}`).toBe(true);
      }
    }
  });
});
