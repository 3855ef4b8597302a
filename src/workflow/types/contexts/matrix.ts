import { isJsonObject, type Json, type JsonObject } from '../../../events/json.ts';
import { hasExpression } from '../../expressions/index.ts';
import { typeOfJson } from '../of-json.ts';
import { ANY, objectOf, type Type } from '../type.ts';
import { unionOf } from '../union.ts';

/** `matrix` of a job: its dimensions and the keys of `include`, unless an expression decides on them. */
export function matrixType(jobId: string, strategy: Json | undefined): Type {
  if (strategy === undefined) return withoutMatrix(jobId);
  if (!isJsonObject(strategy)) return ANY;
  const { matrix } = strategy;
  if (matrix === undefined) return withoutMatrix(jobId);
  const values = isJsonObject(matrix) ? valuesByKey(matrix) : null;
  if (values === null) return ANY;
  return objectOf(
    [...values].map(([key, types]) => [key, unionOf(types)]),
    { absence: (name) => ({ reason: `the matrix of \`${jobId}\` has no \`${name}\`` }) },
  );
}

function withoutMatrix(jobId: string): Type {
  return objectOf([], {
    absence: () => ({
      reason: `the job \`${jobId}\` has no matrix`,
      advice: 'write one under `strategy.matrix`.',
    }),
  });
}

/** The types of the values of each key; null where an expression decides on the keys. */
function valuesByKey({ include, exclude: _exclude, ...dimensions }: JsonObject): Map<string, Type[]> | null {
  const entries: unknown = include ?? [];
  if (!Array.isArray(entries) || !entries.every(isJsonObject)) return null;
  const values = new Map<string, Type[]>();
  const add = (key: string, types: readonly Type[]): void => {
    const known = values.get(key);
    if (known === undefined) values.set(key, [...types]);
    else known.push(...types);
  };
  for (const [key, dimension] of Object.entries(dimensions)) {
    add(key, Array.isArray(dimension) ? dimension.map(typeOfJson) : [ANY]);
  }
  for (const entry of entries) {
    for (const [key, value] of Object.entries(entry)) add(key, [typeOfJson(value)]);
  }
  return [...values.keys()].some(hasExpression) ? null : values;
}
