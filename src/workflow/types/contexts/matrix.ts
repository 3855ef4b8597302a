import { isJsonObject, type Json, type JsonObject } from '../../../events/json.ts';
import { hasExpression } from '../../expressions/index.ts';
import { typeOfJson } from '../of-json.ts';
import { typeOfTemplate } from '../of-template.ts';
import { ANY, objectOf, type Type } from '../type.ts';
import { unionOf } from '../union.ts';
import type { ContextTypes } from './index.ts';

/** The contexts that exist where a matrix is evaluated (GitHub docs, "Context availability"). */
const AVAILABLE = new Set(['github', 'runbook', 'needs', 'vars', 'inputs']);

/**
 * `matrix` of a job: its dimensions and the keys of `include`, unless an expression decides on them.
 * @param contexts those of the job, for the expressions in it
 */
export function matrixType(jobId: string, strategy: Json | undefined, contexts: ContextTypes): Type {
  if (strategy === undefined) return withoutMatrix(jobId);
  if (!isJsonObject(strategy)) return ANY;
  const { matrix } = strategy;
  if (matrix === undefined) return withoutMatrix(jobId);
  const values = isJsonObject(matrix) ? valuesByKey(matrix, contexts) : null;
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
function valuesByKey(
  { include, exclude: _exclude, ...dimensions }: JsonObject,
  contexts: ContextTypes,
): Map<string, Type[]> | null {
  const entries: unknown = include ?? [];
  if (!Array.isArray(entries) || !entries.every(isJsonObject)) return null;
  const values = new Map<string, Type[]>();
  const add = (key: string, types: readonly Type[]): void => {
    const known = values.get(key);
    if (known === undefined) values.set(key, [...types]);
    else known.push(...types);
  };
  const known: ContextTypes = (name) => (AVAILABLE.has(name) ? contexts(name) : ANY);
  const typeOf = (value: Json): Type => typeOfJson(value, (text) => typeOfTemplate(text, known));
  for (const [key, dimension] of Object.entries(dimensions)) {
    add(key, Array.isArray(dimension) ? dimension.map(typeOf) : [itemOf(typeOf(dimension))]);
  }
  for (const entry of entries) {
    for (const [key, value] of Object.entries(entry)) add(key, [typeOf(value)]);
  }
  return [...values.keys()].some(hasExpression) ? null : values;
}

/** A dimension that is an expression gives the list. */
function itemOf(dimension: Type): Type {
  return dimension.kind === 'list' && !dimension.filtered ? dimension.item : ANY;
}
