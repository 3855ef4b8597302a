import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import schema from '../../../../schema/workflow.schema.json' with { type: 'json' };
import { isJsonObject, type Json, type JsonObject } from '../../../../src/events/json.ts';
import { parseWorkflow } from '../../../../src/workflow/index.ts';

const ROOT: JsonObject = schema;

/** Texts that some rule looks at closely, right and wrong. */
const TEXTS = [
  ['', ' ', 'a', 'A', 'b', '__a', 'build', 'ubuntu-latest', 'ubuntu-lates', 'windows-2022', 'self_hosted'],
  ['${{ matrix.a }}', '${{ github.ref', '${{ }}', '}}', 'true', '3.10', '0', '-1', 'NaN', '1e999', '00', '/'],
  ['*/5 * * * *', '* * * * * *', '@daily', '1-,/ 2 3 4 5', '60 24 0 13 7', '*/0 a-b ,, - /', '0 0 31 2 *'],
  ['!', '!a', 'a/', './a', '[', 'v[z-a]', '\\', '+', '**/**', 'refs/heads/', 'a\tb', '\u0000', '\u{1F600}'],
  ['./a@b', 'docker://', 'a/b@c', 'a/b', '@', './.github/workflows/a.yml@b', 'https://a/b', '$/a', '.\\a'],
  [
    'bash',
    'cmd',
    'bsah {0}',
    'echo ::set-output name=',
    'echo ::add-path::',
    '80:80/tcp',
    '1:2:3:4',
    'a:b:c:d',
  ],
  ['Europe/Berlin', 'Nowhere/At_All', 'constructor', '__proto__', 'toString', 'inherit', 'read-all'],
].flat();

const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.constantFrom(0, 1, -1, 3.1, 7200.5, 1e21, 65_536),
  fc.boolean(),
  fc.constant(null),
  fc.string({ maxLength: 12, unit: 'grapheme' }),
);

/** Any value, with keys that some map of the language has. */
const anything: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom('a', 'A', 'run', 'uses', 'include', 'exclude', 'wait', 'env'),
      tie('value'),
      {
        maxKeys: 4,
      },
    ),
  ),
})).value;

/** A value as a schema describes it, or now and then something else. */
function fitting(described: Json | undefined, depth: number): fc.Arbitrary<Json> {
  const node = resolved(described);
  if (depth === 0 || node === null) return scalar;
  const usual = [...alternativesOf(node, depth), ...listsOf(node, depth), ...mapsOf(node, depth)];
  return fc.oneof(
    { arbitrary: anything, weight: 1 },
    { arbitrary: usual.length === 0 ? scalar : fc.oneof(...usual), weight: 9 },
  );
}

function alternativesOf(node: JsonObject, depth: number): fc.Arbitrary<Json>[] {
  const words = Array.isArray(node['enum']) ? [fc.constantFrom(...node['enum'].filter(isJson))] : [];
  const below = ['then', 'else', 'oneOf', 'anyOf', 'allOf'].flatMap((key) => node[key] ?? []);
  return [...words, ...below.filter(isJsonObject).map((one) => fitting(one, depth))];
}

function listsOf(node: JsonObject, depth: number): fc.Arbitrary<Json>[] {
  return node['items'] === undefined ? [] : [fc.array(fitting(node['items'], depth - 1), { maxLength: 3 })];
}

/** Maps of the keys that a schema names, those that it wants among them, and of keys that people choose. */
function mapsOf(node: JsonObject, depth: number): fc.Arbitrary<Json>[] {
  const properties = isJsonObject(node['properties']) ? node['properties'] : {};
  const { additionalProperties: other, required } = node;
  const names = Object.keys(properties);
  const wanted = Array.isArray(required) ? required.map(String) : [];
  if (names.length === 0 && !isJsonObject(other)) return [];
  const known = fc
    .subarray(names, { maxLength: Math.min(names.length, 5) })
    .chain((chosen) =>
      fc.tuple(
        ...[...new Set([...wanted, ...chosen])].map((name) =>
          fitting(properties[name], depth - 1).map((value): [string, Json] => [name, value]),
        ),
      ),
    );
  const free = isJsonObject(other)
    ? fc.array(fc.tuple(fc.constantFrom(...TEXTS), fitting(other, depth - 1)), { maxLength: 3 })
    : fc.constant<[string, Json][]>([]);
  return [fc.tuple(known, free).map(([one, two]) => Object.fromEntries([...one, ...two]))];
}

function resolved(described: Json | undefined): JsonObject | null {
  if (!isJsonObject(described)) return null;
  const reference = described['$ref'];
  if (typeof reference !== 'string') return described;
  const definitions = ROOT['$defs'];
  const name = reference.replace('#/$defs/', '');
  return isJsonObject(definitions) ? resolved(definitions[name]) : null;
}

function isJson(value: unknown): value is Json {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

describe('a file that looks like a workflow', () => {
  it('never makes a rule throw, and each problem is a sentence at a place that the file has', () => {
    fc.assert(
      fc.property(fitting(ROOT, 9), fc.boolean(), (workflow, inOneLine) => {
        const source = inOneLine ? JSON.stringify(workflow) : stringify(workflow);
        const lines = source.split('\n');
        for (const problem of parseWorkflow(source, 'ci.yml').problems) {
          const line = lines[problem.line - 1];
          expect(line, JSON.stringify(problem)).toBeDefined();
          expect(problem.column).toBeGreaterThan(0);
          expect(problem.endColumn).toBeGreaterThan(problem.column);
          expect(problem.endColumn).toBeLessThanOrEqual((line ?? '').length + 2);
          expect(problem.message).toMatch(/^[A-Z`'0-9].*[.?]$/su);
        }
      }),
      { numRuns: 300 },
    );
  });
});
