import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/events/json.ts';
import { SourceDocument } from '../../../../src/workflow/source/document.ts';
import { compile, type Validator } from '../../../../src/workflow/structure/compile.ts';
import type { FileKind } from '../../../../src/workflow/structure/schemas.ts';
import { standaloneValidator } from '../../../../src/workflow/structure/standalone.ts';

const CASES = join(import.meta.dirname, '../../../cases');

/** The validator that the build puts into the program. */
function built(kind: FileKind): Validator {
  const module: { exports: unknown } = { exports: null };
  compileFunction(standaloneValidator(kind), ['module', 'require'])(module, createRequire(import.meta.url));
  const validator = module.exports;
  if (!isValidator(validator)) throw new Error('The module exports no function.');
  return validator;
}

function isValidator(value: unknown): value is Validator {
  return typeof value === 'function';
}

/** All that messages are made of. */
function told({ errors }: Validator): unknown[] {
  return (errors ?? []).map(({ keyword, params, instancePath, parentSchema }) => [
    keyword,
    params,
    instancePath,
    parentSchema?.['title'],
    Object.keys(parentSchema?.['properties'] ?? {}),
  ]);
}

function contents(): Json[] {
  return ['broken', 'valid'].flatMap((kind) =>
    ['structure', 'events', 'yaml'].flatMap((area) =>
      readdirSync(join(CASES, kind, area))
        .filter((name) => name.endsWith('.yml'))
        .map((name) => new SourceDocument(name, readFileSync(join(CASES, kind, area, name), 'utf8')).json),
    ),
  );
}

describe.each<FileKind>(['workflow', 'action'])('the validator of a %s that the build makes', (kind) => {
  it('finds in every file what the one compiled at run time finds', () => {
    const [atBuild, atRunTime] = [built(kind), compile(kind)];
    let found = 0;
    for (const content of contents()) {
      expect(atBuild(content)).toBe(atRunTime(content));
      expect(told(atBuild)).toEqual(told(atRunTime));
      found += atRunTime.errors?.length ?? 0;
    }
    expect(found).toBeGreaterThan(100);
  });
});
