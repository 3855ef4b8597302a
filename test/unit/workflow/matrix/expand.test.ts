import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/events/json.ts';
import { expandLegs, ExpressionError, MAX_LEGS, type Scope } from '../../../../src/workflow/index.ts';

const scope: Scope = {
  contexts: { needs: { plan: { outputs: { nodes: '[18,20]', all: '{"os":["a","b"]}' } } } },
};

function matrices(matrix: string | JsonObject): (JsonObject | null)[] {
  return expandLegs({ matrix }, scope).map((leg) => leg.matrix);
}

describe('a matrix', () => {
  it('gives one leg without one, and none where it is empty', () => {
    expect(expandLegs(undefined, scope)).toEqual([
      { index: 0, total: 1, matrix: null, failFast: true, maxParallel: null },
    ]);
    expect(expandLegs({ matrix: { a: [] } }, scope)).toEqual([]);
  });

  it('turns its last dimension fastest', () => {
    expect(matrices({ os: ['a', 'b'], node: [18, 20] })).toEqual([
      { os: 'a', node: 18 },
      { os: 'a', node: 20 },
      { os: 'b', node: 18 },
      { os: 'b', node: 20 },
    ]);
  });

  it('includes as the documentation of GitHub shows', () => {
    const matrix = {
      fruit: ['apple', 'pear'],
      animal: ['cat', 'dog'],
      include: [
        { color: 'green' },
        { color: 'pink', animal: 'cat' },
        { fruit: 'apple', shape: 'circle' },
        { fruit: 'banana' },
        { fruit: 'banana', animal: 'cat' },
      ],
    };
    expect(matrices(matrix)).toEqual([
      { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
      { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
      { fruit: 'pear', animal: 'cat', color: 'pink' },
      { fruit: 'pear', animal: 'dog', color: 'green' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ]);
  });

  it('of nothing but include gives one leg for each entry', () => {
    expect(matrices({ include: [{ site: 'a' }, { site: 'b' }] })).toEqual([{ site: 'a' }, { site: 'b' }]);
  });

  it('excludes what an entry describes, be it in part, before it includes', () => {
    const matrix = {
      os: ['mac', 'win'],
      version: [12, 14],
      exclude: [{ os: 'mac', version: '12' }, { os: 'WIN' }],
      include: [{ os: 'win', version: 99 }],
    };
    expect(matrices(matrix)).toEqual([
      { os: 'mac', version: 14 },
      { os: 'win', version: 99 },
    ]);
  });

  it('compares maps and lists as values leaf by leaf', () => {
    const matrix = {
      target: [
        { os: 'linux', arch: 'x64' },
        { os: 'linux', arch: 'arm64' },
      ],
      flags: [['a', 'b'], ['c']],
      exclude: [{ target: { arch: 'arm64' } }, { flags: ['c'] }],
    };
    expect(matrices(matrix)).toEqual([{ target: { os: 'linux', arch: 'x64' }, flags: ['a', 'b'] }]);
  });

  it('takes expressions for a dimension, for an entry, and for all of it', () => {
    expect(matrices({ node: '${{ fromJSON(needs.plan.outputs.nodes) }}' })).toEqual([
      { node: 18 },
      { node: 20 },
    ]);
    expect(matrices('${{ fromJSON(needs.plan.outputs.all) }}')).toEqual([{ os: 'a' }, { os: 'b' }]);
    expect(matrices({ include: '${{ fromJSON(\'[{"a":1}]\') }}' })).toEqual([{ a: 1 }]);
  });

  it('has its options beside it', () => {
    const legs = expandLegs({ matrix: { a: [1, 2] }, failFast: false, maxParallel: '${{ 1 }}' }, scope);
    expect(legs[1]).toEqual({ index: 1, total: 2, matrix: { a: 2 }, failFast: false, maxParallel: 1 });
  });

  it.each<[string | JsonObject, string]>([
    ['${{ github.ref }}', 'must give a map of lists'],
    [{ a: 'text' }, 'must give a list for `a`'],
    [{ a: [1], include: ['x'] }, 'must give a list of maps for `include`'],
    [{ a: range(16), b: range(16), c: [1, 2] }, 'makes more than 256 jobs'],
    [{ a: range(1000), b: range(1000), c: range(1000) }, 'makes more than 256 jobs'],
    [{ a: range(256), include: [{ a: 999 }] }, 'makes more than 256 jobs'],
    ['${{ fromJSON(needs.plan.outputs.none) }}', 'empty text'],
  ])('is refused: %j', (matrix, message) => {
    expect(() => matrices(matrix)).toThrow(ExpressionError);
    expect(() => matrices(matrix)).toThrow(message);
  });

  it('may make 256 jobs, also where the rest of the product is excluded', () => {
    expect(matrices({ a: range(256) })).toHaveLength(MAX_LEGS);
    expect(
      matrices({ a: range(300), b: [1, 2], exclude: [{ b: 2 }, ...range(44).map((a) => ({ a }))] }),
    ).toHaveLength(256);
  });

  it('keeps every original value and excludes exactly what matches', () => {
    const value = fc.integer({ min: 0, max: 3 });
    const lists = fc.record({
      x: fc.uniqueArray(value, { minLength: 1 }),
      y: fc.uniqueArray(value, { minLength: 1 }),
    });
    const entry = fc.record({ x: value, y: value, z: value }, { requiredKeys: [] });
    fc.assert(
      fc.property(
        lists,
        fc.array(entry, { maxLength: 3 }),
        fc.array(entry, { maxLength: 3 }),
        (dimensions, include, exclude) => {
          const legs = matrices({ ...dimensions, include, exclude });
          const excluded = (x: number, y: number): boolean =>
            exclude.some((item) => !('z' in item) && (item.x ?? x) === x && (item.y ?? y) === y);
          const original = dimensions.x.flatMap((x) =>
            dimensions.y.filter((y) => !excluded(x, y)).map((y) => ({ x, y })),
          );
          expect(legs.slice(0, original.length).map((leg) => ({ x: leg?.['x'], y: leg?.['y'] }))).toEqual(
            original,
          );
          expect(legs.length).toBeLessThanOrEqual(original.length + include.length);
        },
      ),
      { numRuns: 200 },
    );
  });
});

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
