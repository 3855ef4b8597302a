/** Expansion of `strategy.matrix` into legs, in GitHub's order and by GitHub's rules for include and exclude. */
import { equals } from '@actions/expressions/result';
import type { Leg } from '../../events/job-terms.ts';
import type { Strategy } from '../../events/definition.ts';
import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { toData } from '../expressions/data.ts';
import {
  evaluateBoolean,
  evaluateNumber,
  ExpressionError,
  interpolateJson,
  type Scope,
} from '../expressions/index.ts';

/** The most jobs that one matrix may make (GitHub docs, "Usage limits"). */
export const MAX_LEGS = 256;
/** The most combinations that are looked at before `exclude` has its say: a bound on the time. */
const MAX_COMBINATIONS = 65_536;

/** The most comparisons of a combination with an entry of `include` or `exclude`: likewise. */
const MAX_COMPARISONS = 1_000_000;

/** A matrix that makes more jobs than it may. */
export class MatrixTooLargeError extends ExpressionError {
  constructor(label: string) {
    super(label, `makes more than ${MAX_LEGS} jobs; a matrix may make at most ${MAX_LEGS}`);
  }
}

/** One combination of a matrix. */
type Combination = { [key: string]: Json };

/**
 * The legs of a job: one with matrix null where it has none; none where its matrix has no combination.
 * @throws ExpressionError where the matrix cannot be evaluated, is not a map of lists, or makes over 256 jobs
 */
export function expandLegs(strategy: Strategy | undefined, scope: Scope): Leg[] {
  const failFast = evaluateBoolean(strategy?.failFast, scope, true);
  const maxParallel = maxParallelOf(strategy, scope);
  const matrix = strategy?.matrix;
  const combinations: (JsonObject | null)[] =
    matrix === undefined ? [null] : expandMatrix(evaluated(matrix, scope), describe(matrix));
  const total = combinations.length;
  return combinations.map((combination, index) => ({
    index,
    total,
    matrix: combination,
    failFast,
    maxParallel,
  }));
}

/** The combinations of a matrix without expressions. `label` names it in messages. @throws ExpressionError */
export function expandMatrix(matrix: JsonObject, label: string): JsonObject[] {
  const dimensions = Object.entries(matrix)
    .filter(([key]) => key !== 'include' && key !== 'exclude')
    .map(([key, values]) => ({ key, values: listOf(values, key, label) }));
  const include = mapsOf(matrix['include'], 'include', label);
  const exclude = mapsOf(matrix['exclude'], 'exclude', label);
  const combinations = product(dimensions, exclude, label);
  const keys = dimensions.map(({ key }) => key);
  const original = combinations.map((combination) => ({ ...combination }));
  if (combinations.length * include.length > MAX_COMPARISONS) throw new MatrixTooLargeError(label);
  const added: Combination[] = [];
  for (const entry of include) {
    const fitting = combinations.filter((_, index) => fits(entry, original[index] ?? {}, keys));
    for (const combination of fitting) Object.assign(combination, entry);
    if (fitting.length === 0) added.push({ ...entry });
    if (combinations.length + added.length > MAX_LEGS) throw new MatrixTooLargeError(label);
  }
  return [...combinations, ...added];
}

/** All combinations, the last dimension turning fastest, without the excluded ones. */
function product(
  dimensions: readonly { key: string; values: readonly Json[] }[],
  exclude: readonly JsonObject[],
  label: string,
): Combination[] {
  if (dimensions.length === 0) return [];
  const count = dimensions.reduce((sum, { values }) => sum * values.length, 1);
  if (count > MAX_COMBINATIONS || count * exclude.length > MAX_COMPARISONS)
    throw new MatrixTooLargeError(label);
  const combinations: Combination[] = [];
  for (let number = 0; number < count; number += 1) {
    const combination = combinationAt(dimensions, number);
    if (exclude.some((entry) => isExcluded(combination, entry))) continue;
    combinations.push(combination);
    if (combinations.length > MAX_LEGS) throw new MatrixTooLargeError(label);
  }
  return combinations;
}

function combinationAt(
  dimensions: readonly { key: string; values: readonly Json[] }[],
  number: number,
): Combination {
  const entries: [string, Json][] = [];
  let rest = number;
  for (const { key, values } of dimensions.toReversed()) {
    entries.unshift([key, values[rest % values.length] ?? null]);
    rest = Math.floor(rest / values.length);
  }
  return Object.fromEntries(entries);
}

/** `exclude` may be partial: everything it says must be so. */
function isExcluded(combination: Combination, entry: JsonObject): boolean {
  return Object.entries(entry).every(
    ([key, value]) => Object.hasOwn(combination, key) && covers(value, combination[key] ?? null),
  );
}

/** `include` extends a combination if it would overwrite none of its original values. */
function fits(entry: JsonObject, original: JsonObject, keys: readonly string[]): boolean {
  return keys.every((key) => !Object.hasOwn(entry, key) || covers(entry[key] ?? null, original[key] ?? null));
}

/** Whether `value` has all that `pattern` says: leaf by leaf, leaves compared as `==` of expressions does. */
export function covers(pattern: Json, value: Json): boolean {
  if (isJsonObject(pattern)) {
    return (
      isJsonObject(value) &&
      Object.entries(pattern).every(
        ([key, item]) => Object.hasOwn(value, key) && covers(item, value[key] ?? null),
      )
    );
  }
  if (Array.isArray(pattern)) {
    if (!Array.isArray(value) || value.length !== pattern.length) return false;
    return pattern.every((item: Json, index) => covers(item, value[index] ?? null));
  }
  return equals(toData(pattern), toData(value));
}

function evaluated(matrix: string | JsonObject, scope: Scope): JsonObject {
  const value = interpolateJson(matrix, scope);
  if (isJsonObject(value)) return value;
  throw new ExpressionError(describe(matrix), 'must give a map of lists to be a matrix');
}

function listOf(value: Json, key: string, label: string): readonly Json[] {
  if (Array.isArray(value)) return value;
  throw new ExpressionError(label, `must give a list for \`${key}\` of the matrix`);
}

function mapsOf(value: Json | undefined, key: string, label: string): JsonObject[] {
  if (value === undefined || value === null || value === '') return [];
  if (Array.isArray(value) && value.every(isJsonObject)) return value;
  throw new ExpressionError(label, `must give a list of maps for \`${key}\` of the matrix`);
}

function maxParallelOf(strategy: Strategy | undefined, scope: Scope): number | null {
  if (strategy?.maxParallel === undefined) return null;
  const number = evaluateNumber(strategy.maxParallel, scope, 0);
  return number >= 1 ? Math.floor(number) : null;
}

function describe(matrix: string | JsonObject): string {
  return typeof matrix === 'string' ? matrix : 'strategy.matrix';
}
